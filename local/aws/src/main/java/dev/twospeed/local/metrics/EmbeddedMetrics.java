package dev.twospeed.local.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Takes metrics out of a log line, as CloudWatch does with lines in its embedded metric format.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     format</a>
 */
final class EmbeddedMetrics {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_DIMENSIONS = 30;

    private EmbeddedMetrics() {}

    /** Adds the metrics of a line, if it is one with metrics. */
    static void extract(String line, Metrics to) {
        // Most lines have none, and a stack trace is no JSON.
        if (!line.contains("\"_aws\"") || !line.stripLeading().startsWith("{")) {
            return;
        }
        var root = json(line);
        var metadata = root.path("_aws");
        if (!metadata.path("Timestamp").isIntegralNumber()) {
            return;
        }
        var time = Instant.ofEpochMilli(metadata.path("Timestamp").asLong());
        for (var directive : metadata.path("CloudWatchMetrics")) {
            for (var names : directive.path("Dimensions")) {
                dimensions(root, names)
                        .ifPresent(dimensions -> directive
                                .path("Metrics")
                                .forEach(definition -> add(
                                        new Metric(
                                                directive.path("Namespace").asText(),
                                                definition.path("Name").asText(),
                                                dimensions),
                                        definition.path("Unit").asText("None"),
                                        time,
                                        root.path(definition.path("Name").asText()),
                                        to)));
            }
        }
    }

    /** Nothing if the line lacks one of them: CloudWatch then leaves out what has this set of dimensions. */
    private static Optional<HashMap<String, String>> dimensions(JsonNode root, JsonNode names) {
        var dimensions = new HashMap<String, String>();
        for (var name : names) {
            var value = root.path(name.asText());
            if (!value.isTextual()) {
                return Optional.empty();
            }
            dimensions.put(name.asText(), value.asText());
        }
        return dimensions.size() > MOST_DIMENSIONS ? Optional.empty() : Optional.of(dimensions);
    }

    private static void add(Metric metric, String unit, Instant time, JsonNode value, Metrics to) {
        var values = value.isArray() ? value : List.of(value);
        for (var one : values) {
            if (one.isNumber()) {
                to.add(metric, unit, time, one.asDouble());
            }
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
