package dev.twospeed.local.metrics;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What was measured within the last hour. */
public final class Measured {
    private Measured() {}

    /** The sum of all values; 0 when there are none. */
    public static double sum(Metrics metrics, Metric metric) {
        return minutes(metrics, metric, "Sum").sum();
    }

    /** How many values there are. */
    public static long count(Metrics metrics, Metric metric) {
        return (long) minutes(metrics, metric, "SampleCount").sum();
    }

    /** The largest value; -1 when there are none. */
    public static double maximum(Metrics metrics, Metric metric) {
        return minutes(metrics, metric, "Maximum").max().orElse(-1);
    }

    private static DoubleStream minutes(Metrics metrics, Metric metric, String statistic) {
        var now = Instant.now();
        return metrics
                .values(metric, Optional.empty(), now.minusSeconds(3600), now.plusSeconds(60), 60)
                .values()
                .stream()
                .mapToDouble(values -> values.statistic(statistic).orElseThrow());
    }
}
