package dev.twospeed.local.metrics;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The values of a metric in some time: how many, their sum, their extremes, and roughly how they are distributed.
 *
 * <p>The idea: values are counted in buckets of which each is a tenth wider than the one before, as CloudWatch does it, so that
 * any number of them takes little room and a percentile is off by 5 % at most.
 */
public final class Distribution {
    private static final double LOG_WIDTH = Math.log(1.1);
    /** Of values that have no logarithm; they count as nothing. */
    private static final int NOTHING = Integer.MIN_VALUE;

    private final TreeMap<Integer, Long> buckets = new TreeMap<>();
    private long count;
    private double sum;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;

    /** Adds one value. */
    void add(double value) {
        count++;
        sum += value;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
        buckets.merge(value > 0 ? (int) Math.floor(Math.log(value) / LOG_WIDTH) : NOTHING, 1L, Long::sum);
    }

    /** Adds all values of another. */
    void add(Distribution other) {
        count += other.count;
        sum += other.sum;
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
        other.buckets.forEach((bucket, values) -> buckets.merge(bucket, values, Long::sum));
    }

    /**
     * A statistic of the values, of which there has to be one at least.
     *
     * @param name {@code SampleCount}, {@code Sum}, {@code Average}, {@code Minimum}, {@code Maximum} or a percentile such as
     *     {@code p99} or {@code p99.9}
     * @return nothing if there is no such statistic
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html">CloudWatch
     *     statistics definitions</a>
     */
    public OptionalDouble statistic(String name) {
        return switch (name) {
            case "SampleCount" -> OptionalDouble.of(count);
            case "Sum" -> OptionalDouble.of(sum);
            case "Average" -> OptionalDouble.of(sum / count);
            case "Minimum" -> OptionalDouble.of(minimum);
            case "Maximum" -> OptionalDouble.of(maximum);
            default ->
                isPercentile(name)
                        ? OptionalDouble.of(percentile(Double.parseDouble(name.substring(1))))
                        : OptionalDouble.empty();
        };
    }

    private static boolean isPercentile(String name) {
        return name.matches("p(100|\\d{1,2}(\\.\\d{1,10})?)");
    }

    private double percentile(double percent) {
        var rank = Math.max(1, (long) Math.ceil(count * percent / 100));
        long seen = 0;
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                var middle = bucket.getKey() == NOTHING ? 0 : Math.exp((bucket.getKey() + 0.5) * LOG_WIDTH);
                return Math.min(Math.max(middle, minimum), maximum);
            }
        }
        return maximum;
    }
}
