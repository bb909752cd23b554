package dev.twospeed.local.metrics;

import java.util.Map;

/**
 * By what CloudWatch knows a metric.
 *
 * @param namespace such as {@code AWS/Lambda}
 * @param name such as {@code Invocations}
 * @param dimensions name to value; a metric with other dimensions is another metric
 */
public record Metric(String namespace, String name, Map<String, String> dimensions) {
    /** Keeps the dimensions as they are now. */
    public Metric {
        dimensions = Map.copyOf(dimensions);
    }

    /** A metric with one dimension. */
    public static Metric of(String namespace, String name, String dimension, String value) {
        return new Metric(namespace, name, Map.of(dimension, value));
    }
}
