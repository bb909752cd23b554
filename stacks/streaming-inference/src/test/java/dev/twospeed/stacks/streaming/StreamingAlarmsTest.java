package dev.twospeed.stacks.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.MockRun;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.SampleOutputs;
import dev.twospeed.stacks.common.StreamingOutputs;
import dev.twospeed.stacks.common.TestCheckout;
import dev.twospeed.stacks.common.VectorDbOutputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are woken by, in every environment. */
class StreamingAlarmsTest {
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void shouldWatchTheWholeWay_withTheThresholdsOfAwssOwnSolution(String environment) {
        var stream = "twospeed-" + environment + "-us-east-1-events";
        var delivery = "twospeed-" + environment + "-us-east-1-delivery";
        var transform = "twospeed-" + environment + "-us-east-1-transform";
        var inference = "twospeed-" + environment + "-us-east-1-inference";
        var bucket = "twospeed-" + environment + "-us-east-1-123456789012-recommendations";

        assertThat(run(environment).resources(ALARM).stream().map(StreamingAlarmsTest::sentence))
                .containsExactlyInAnyOrder(
                        "events-put-failed: Average AWS/Kinesis PutRecord.Success " + stream + " <= 0.95",
                        "events-batch-put-failed: 100 * (Sum AWS/Kinesis PutRecords.SuccessfulRecords " + stream
                                + ") / Sum AWS/Kinesis PutRecords.TotalRecords " + stream + " <= 95.0",
                        "events-throttled: Average AWS/Kinesis WriteProvisionedThroughputExceeded " + stream
                                + " >= 0.01",
                        "events-read-throttled: Average AWS/Kinesis ReadProvisionedThroughputExceeded " + stream
                                + " >= 0.01",
                        "events-behind: Maximum AWS/Kinesis GetRecords.IteratorAgeMilliseconds " + stream
                                + " >= 60000.0",
                        "delivery-old: Maximum AWS/Firehose DeliveryToS3.DataFreshness " + delivery + " > 900.0",
                        "delivery-far-behind: Maximum AWS/Firehose KinesisMillisBehindLatest " + delivery
                                + " > 60000.0",
                        "transform-errors: Sum AWS/Lambda Errors " + transform + " > 0.0",
                        "transform-slow: Maximum AWS/Lambda Duration " + transform + " > 240000.0",
                        "transform-throttled: Sum AWS/Lambda Throttles " + transform + " > 0.0",
                        "transform-degraded: 100 * (Sum twospeed degraded " + transform + ") / Sum twospeed records "
                                + transform + " >= 5.0",
                        "transform-fallback: 100 * (Sum twospeed strategy_popularity " + transform
                                + " + Sum twospeed strategy_none " + transform + ") / Sum twospeed records "
                                + transform + " >= 50.0",
                        "transform-records-failed: 100 * (Sum twospeed ProcessingFailed " + transform
                                + ") / Sum twospeed records " + transform + " >= 1.0",
                        "inference-errors: Sum AWS/Lambda Errors " + inference + " > 0.0",
                        "inference-slow: Maximum AWS/Lambda Duration " + inference + " > 24000.0",
                        "inference-throttled: Sum AWS/Lambda Throttles " + inference + " > 0.0",
                        "errors-written: Sum AWS/S3 PutRequests " + bucket + " errors > 0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void shouldTellTheAlarmTopicOfEachAlarm(String environment) {
        assertThat(run(environment).resources(ALARM))
                .allSatisfy(alarm -> assertThat(alarm.inputs())
                        .containsEntry("treatMissingData", "notBreaching")
                        .containsEntry("alarmActions", List.of("arn:aws:sns:us-east-1:123456789012:alarms"))
                        .containsEntry("okActions", List.of("arn:aws:sns:us-east-1:123456789012:alarms")));
    }

    @Test
    void shouldCountRequestsBelowTheErrorPrefixOnly() {
        assertThat(run("dev")
                        .resource("aws:s3/bucketMetric:BucketMetric", "errors")
                        .inputs())
                .containsEntry("filter", Map.of("prefix", "errors/"))
                .containsEntry("name", "errors");
    }

    @Test
    void shouldLookAtMetricsThatTheTransformFunctionEmits() throws IOException {
        var directive = directive();
        var emitted = emitted(directive);

        var watched = run("dev").resources(ALARM).stream()
                .flatMap(alarm -> queries(alarm).stream())
                .filter(query -> query.get("metric") != null)
                .map(query -> map(query.get("metric")))
                .filter(metric -> AnswerAlarms.NAMESPACE.equals(metric.get("namespace")))
                .toList();

        assertThat(directive).containsEntry("Namespace", AnswerAlarms.NAMESPACE);
        assertThat(watched).isNotEmpty().allSatisfy(metric -> {
            assertThat(metric.get("metricName")).isIn(emitted);
            assertThat(List.of(List.copyOf(map(metric.get("dimensions")).keySet())))
                    .isEqualTo(directive.get("Dimensions"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void shouldShowTheWholeWayOnOnePage(String environment) throws IOException {
        var run = run(environment);
        var name = "twospeed-" + environment + "-us-east-1-";
        var body = map(new Gson()
                .fromJson(
                        run.resource("aws:cloudwatch/dashboard:Dashboard", "path")
                                .text("dashboardBody"),
                        Map.class));
        var places = new java.util.HashSet<String>();
        var lines = new ArrayList<String>();
        for (var each : list(body.get("widgets"))) {
            var widget = map(each);
            var properties = map(widget.get("properties"));
            assertThat(places.add(widget.get("x") + "," + widget.get("y"))).isTrue();
            assertThat(widget).containsEntry("type", "metric");
            assertThat(properties).containsKeys("title", "stat").containsEntry("region", "us-east-1");
            for (var line : list(properties.get("metrics"))) {
                // A namespace, a metric, and dimensions in pairs.
                assertThat(list(line).size() % 2).isZero();
                lines.add(String.join(
                        " ", list(line).stream().map(String::valueOf).toList()));
            }
        }

        assertThat(lines)
                .doesNotHaveDuplicates()
                .contains(
                        "Glue glue.driver.aggregate.elapsedTime JobName " + name + "etl JobRunId ALL Type count",
                        "Glue glue.driver.aggregate.elapsedTime JobName " + name + "training JobRunId ALL Type count",
                        "AWS/Lambda Errors FunctionName loader",
                        "AWS/RDS DatabaseConnections DBInstanceIdentifier vectors",
                        "AWS/Kinesis IncomingRecords StreamName " + name + "events",
                        "AWS/Kinesis GetRecords.IteratorAgeMilliseconds StreamName " + name + "events",
                        "AWS/Firehose KinesisMillisBehindLatest DeliveryStreamName " + name + "delivery",
                        "AWS/Firehose DeliveryToS3.DataFreshness DeliveryStreamName " + name + "delivery",
                        "AWS/Lambda Duration FunctionName " + name + "transform",
                        "AWS/Lambda Duration FunctionName " + name + "inference",
                        "AWS/S3 PutRequests BucketName " + name + "123456789012-recommendations FilterId errors");
        var emitted = emitted(directive());
        assertThat(lines.stream().filter(line -> line.startsWith(AnswerAlarms.NAMESPACE + " ")))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line.split(" ")[1]).isIn(emitted));
    }

    private static Map<String, Object> directive() throws IOException {
        var golden = Files.readString(Path.of(System.getProperty("twospeed.root"))
                .resolve("handlers/src/test/resources/dev/twospeed/handlers/transform/batch-answered.json"));
        return map(list(map(new Gson().fromJson(golden, Map.class).get("_aws")).get("CloudWatchMetrics"))
                .get(0));
    }

    private static List<Object> emitted(Map<String, Object> directive) {
        return new ArrayList<>(list(directive.get("Metrics")).stream()
                .map(metric -> map(metric).get("Name"))
                .toList());
    }

    private MockRun run(String environment) {
        return MockStack.of(StreamingOutputs.CONTRACT)
                .environment(environment)
                .upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation())
                .upstream(VectorDbOutputs.CONTRACT, SampleOutputs.vectorDb())
                .run(StreamingProgram::deploy, TestCheckout.in(folder))
                .succeeded();
    }

    /** {@code name: metric comparison threshold}, with shares written out. */
    private static String sentence(MockRun.Registered alarm) {
        var queries = queries(alarm);
        var metric = new ArrayList<String>();
        if (queries.isEmpty()) {
            metric.add(metric(alarm.inputs(), "statistic"));
        }
        for (var query : queries) {
            if (query.get("expression") instanceof String expression) {
                for (var part : queries) {
                    if (part.get("metric") != null) {
                        expression = expression.replace(
                                String.valueOf(part.get("id")), metric(map(part.get("metric")), "stat"));
                    }
                }
                assertThat(query).containsEntry("returnData", true);
                metric.add(expression);
            }
        }
        var comparison = switch (alarm.text("comparisonOperator")) {
            case "GreaterThanOrEqualToThreshold" -> ">=";
            case "GreaterThanThreshold" -> ">";
            case "LessThanOrEqualToThreshold" -> "<=";
            default -> "<";
        };
        return alarm.name() + ": " + String.join(", ", metric) + " " + comparison + " " + alarm.input("threshold");
    }

    private static String metric(Map<String, ?> metric, String statistic) {
        var dimensions = map(metric.get("dimensions")).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(dimension -> String.valueOf(dimension.getValue()))
                .toList();
        return metric.get(statistic) + " " + metric.get("namespace") + " "
                + Objects.requireNonNullElse(metric.get("metricName"), "") + " " + String.join(" ", dimensions);
    }

    private static List<Map<String, Object>> queries(MockRun.Registered alarm) {
        return alarm.input("metricQueries") == null
                ? List.of()
                : list(alarm.input("metricQueries")).stream()
                        .map(StreamingAlarmsTest::map)
                        .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }
}
