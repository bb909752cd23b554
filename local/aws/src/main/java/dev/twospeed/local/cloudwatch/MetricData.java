package dev.twospeed.local.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.metrics.Metric;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.resource.AwsError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GetMetricData} over what is measured: metrics in whole minutes, without metric math.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html">GetMetricData</a>
 */
record MetricData(Metrics metrics, Map<String, String> parameters) {
    private static final int MOST_QUERIES = 500;

    private record Query(
            String id, String label, boolean returned, Metric metric, String unit, int period, String stat) {}

    ObjectNode answer() {
        var from = time("StartTime");
        var to = time("EndTime");
        if (!from.isBefore(to)) {
            throw invalid("The parameter StartTime must be less than the parameter EndTime.");
        }
        var queries = queries();
        var descending = !parameters.getOrDefault("ScanBy", "").equals("TimestampAscending");
        metrics.refresh();
        var answer = JsonNodeFactory.instance.objectNode();
        var results = answer.putArray("MetricDataResults");
        for (var query : queries) {
            if (!query.returned()) {
                continue;
            }
            var result = results.addObject().put("Id", query.id()).put("Label", query.label());
            var timestamps = result.putArray("Timestamps");
            var values = result.putArray("Values");
            var unit = Optional.of(query.unit()).filter(u -> !u.isEmpty());
            var found = metrics.values(query.metric(), unit, from, to, query.period());
            for (var period : (descending ? found.descendingMap() : found).entrySet()) {
                var value = period.getValue().statistic(query.stat());
                timestamps.add(period.getKey().toString());
                values.add(value.orElseThrow(() -> invalid("The value " + query.stat() + " for parameter Stat is not"
                        + " served by the embedded CloudWatch; it serves SampleCount, Sum, Average, Minimum, Maximum"
                        + " and percentiles such as p99.")));
            }
            result.put("StatusCode", "Complete");
        }
        return answer;
    }

    private List<Query> queries() {
        var queries = new ArrayList<Query>();
        var ids = new HashSet<String>();
        for (int i = 1; ; i++) {
            var prefix = "MetricDataQueries.member." + i + ".";
            var id = parameters.get(prefix + "Id");
            if (id == null) {
                break;
            }
            if (!id.matches("[a-z][a-zA-Z0-9_]*") || !ids.add(id)) {
                throw invalid("The value " + id + " for parameter Id must be unique and match ^[a-z][a-zA-Z0-9_]*$.");
            }
            queries.add(query(id, prefix));
        }
        if (queries.isEmpty() || queries.size() > MOST_QUERIES) {
            throw invalid("The parameter MetricDataQueries must have 1 to " + MOST_QUERIES + " members; found "
                    + queries.size() + ".");
        }
        return queries;
    }

    private Query query(String id, String prefix) {
        if (parameters.containsKey(prefix + "Expression")) {
            throw invalid("The embedded CloudWatch evaluates no expressions: " + parameters.get(prefix + "Expression"));
        }
        var stat = prefix + "MetricStat.";
        var dimensions = new HashMap<String, String>();
        for (int i = 1; ; i++) {
            var dimension = stat + "Metric.Dimensions.member." + i + ".";
            var name = parameters.get(dimension + "Name");
            if (name == null) {
                break;
            }
            dimensions.put(name, parameters.getOrDefault(dimension + "Value", ""));
        }
        var name = required(stat + "Metric.MetricName");
        return new Query(
                id,
                parameters.getOrDefault(prefix + "Label", name),
                !parameters.getOrDefault(prefix + "ReturnData", "true").equals("false"),
                new Metric(required(stat + "Metric.Namespace"), name, dimensions),
                parameters.getOrDefault(stat + "Unit", ""),
                period(required(stat + "Period")),
                required(stat + "Stat"));
    }

    private static int period(String text) {
        var seconds = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (seconds < 60 || seconds % 60 != 0 || seconds > 86_400) {
            throw invalid("The value " + text + " for parameter Period is no multiple of 60 up to 86400; the embedded"
                    + " CloudWatch has no metrics of high resolution.");
        }
        return seconds;
    }

    private String required(String name) {
        var value = parameters.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new AwsError(400, "MissingParameter", "The parameter " + name + " is required.");
        }
        return value;
    }

    private Instant time(String name) {
        var text = required(name);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw invalid("The value " + text + " for parameter " + name + " is no ISO 8601 time.");
        }
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "ValidationError", message);
    }
}
