package dev.twospeed.local.firehose;

import dev.twospeed.local.metrics.Metric;
import dev.twospeed.local.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;

/**
 * What a delivery stream says of its way to S3.
 *
 * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/cloudwatch-metrics.html">Firehose's metrics</a>
 */
record DeliveryMetrics(String stream, Metrics metrics) {
    /** Notes that records are in S3. */
    void delivered(int records, long bytes) {
        metrics.add(metric("DeliveryToS3.Records"), "Count", records);
        metrics.add(metric("DeliveryToS3.Bytes"), "Bytes", bytes);
    }

    /** Notes how old the oldest record is that is not in S3, or just got there: its age since it reached the source. */
    void oldest(Instant arrival) {
        var millis = Math.max(0, Duration.between(arrival, Instant.now()).toMillis());
        metrics.add(metric("DeliveryToS3.DataFreshness"), "Seconds", millis / 1000.0);
    }

    private Metric metric(String name) {
        return Metric.of("AWS/Firehose", name, "DeliveryStreamName", stream);
    }
}
