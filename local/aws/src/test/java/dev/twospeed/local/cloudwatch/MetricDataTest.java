package dev.twospeed.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.local.api.ApiServer;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.metrics.LoggedMetrics;
import dev.twospeed.local.metrics.Metric;
import dev.twospeed.local.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Metrics through AWS's own client. */
class MetricDataTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:30:20Z");
    private static final String READER = "arn:aws:iam::000000000000:role/reader";
    private static final String STRANGER = "arn:aws:iam::000000000000:role/stranger";
    private static final Metric PUT = Metric.of("AWS/Kinesis", "IncomingRecords", "StreamName", "events");

    @TempDir
    Path folder;

    private final Metrics metrics = new Metrics(Clock.fixed(NOW, ZoneOffset.UTC));
    private AccessKeys keys;
    private ApiServer api;
    private Path log;

    @BeforeEach
    void start() throws IOException {
        var granting = new Granting();
        granting.role("reader", "ec2.amazonaws.com", Granting.allow("cloudwatch:GetMetricData", "*"));
        granting.role("stranger", "ec2.amazonaws.com", Granting.allow("cloudwatch:DescribeAlarms", "*"));
        keys = AccessKeys.open(folder.resolve("keys"));
        log = Files.createDirectories(folder.resolve("functions/transform")).resolve("7.log");
        metrics.source(new LoggedMetrics(folder.resolve("functions")));
        api = new ApiServer(0, keys, List.of());
        api.query(new CloudWatchService(
                (sender, topic, subject, message) -> {
                    throw new AssertionError("nothing changes a state here");
                },
                granting.access(),
                "us-east-1",
                metrics));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void shouldAddUpByPeriod_whenValuesWereAdded() {
        metrics.add(PUT, "Count", NOW.minusSeconds(600), 500);
        metrics.add(PUT, "Count", NOW.minusSeconds(60), 3);
        metrics.add(PUT, "Count", NOW, 4);
        metrics.add(PUT, "Count", NOW, 6);
        metrics.add(Metric.of("AWS/Kinesis", "IncomingRecords", "StreamName", "other"), "Count", NOW, 1000);

        var minutes = ask(READER, query("Sum", 60, PUT), ScanBy.TIMESTAMP_ASCENDING);
        assertThat(minutes.timestamps())
                .containsExactly(
                        Instant.parse("2026-11-28T10:20:00Z"),
                        Instant.parse("2026-11-28T10:29:00Z"),
                        Instant.parse("2026-11-28T10:30:00Z"));
        assertThat(minutes.values()).containsExactly(500.0, 3.0, 10.0);

        assertThat(ask(READER, query("Sum", 300, PUT), ScanBy.TIMESTAMP_DESCENDING)
                        .timestamps())
                .containsExactly(
                        Instant.parse("2026-11-28T10:30:00Z"),
                        Instant.parse("2026-11-28T10:25:00Z"),
                        Instant.parse("2026-11-28T10:20:00Z"));
        assertThat(ask(READER, query("Average", 3600, PUT), ScanBy.TIMESTAMP_ASCENDING)
                        .values())
                .containsExactly(513.0 / 4);
        assertThat(ask(READER, query("SampleCount", 3600, PUT), ScanBy.TIMESTAMP_ASCENDING)
                        .values())
                .containsExactly(4.0);
    }

    @Test
    void shouldEstimatePercentiles_whenValuesAreSpread() {
        var duration = Metric.of("AWS/Lambda", "Duration", "FunctionName", "transform");
        for (int i = 1; i <= 1000; i++) {
            metrics.add(duration, "Milliseconds", NOW, i);
        }

        var p99 = ask(READER, query("p99", 60, duration), ScanBy.TIMESTAMP_ASCENDING);
        assertThat(p99.values())
                .singleElement()
                .satisfies(value -> assertThat(value).isBetween(940.0, 1000.0));
        var p50 = ask(READER, query("p50", 60, duration), ScanBy.TIMESTAMP_ASCENDING);
        assertThat(p50.values())
                .singleElement()
                .satisfies(value -> assertThat(value).isBetween(475.0, 525.0));
        assertThat(ask(READER, query("Maximum", 60, duration), ScanBy.TIMESTAMP_ASCENDING)
                        .values())
                .containsExactly(1000.0);
    }

    @Test
    void shouldTakeMetricsFromLogs_whenFunctionsWriteThem() throws IOException {
        var strategy = Metric.of("twospeed", "strategy_session", "FunctionName", "transform");
        append("Picked up JAVA_TOOL_OPTIONS: \"_aws\"\n");
        append(line("transform", 12));
        append(line("transform", 5).strip()); // a line whose end is still to come
        assertThat(ask(READER, query("Sum", 60, strategy), ScanBy.TIMESTAMP_ASCENDING)
                        .values())
                .containsExactly(12.0);

        append("\n");
        append("{\"_aws\":{\"Timestamp\":1,broken\n");
        append(line("transform", 1));

        assertThat(ask(READER, query("Sum", 60, strategy), ScanBy.TIMESTAMP_ASCENDING)
                        .values())
                .containsExactly(18.0);
        assertThat(ask(
                                READER,
                                query("Sum", 60, Metric.of("twospeed", "strategy_session", "FunctionName", "loader")),
                                ScanBy.TIMESTAMP_ASCENDING)
                        .values())
                .isEmpty();
    }

    @Test
    void shouldTellUnitsApart_whenTheQueryNamesOne() throws IOException {
        append(line("transform", 2));
        var strategy = Metric.of("twospeed", "strategy_session", "FunctionName", "transform");

        assertThat(ask(READER, inUnit("Count", strategy), ScanBy.TIMESTAMP_ASCENDING)
                        .values())
                .containsExactly(2.0);
        assertThat(ask(READER, inUnit("Seconds", strategy), ScanBy.TIMESTAMP_ASCENDING)
                        .values())
                .isEmpty();
    }

    @Test
    void shouldForget_whenValuesAreOlderThanThreeHours() {
        metrics.add(PUT, "Count", NOW.minusSeconds(3 * 3600 + 60), 7);
        metrics.add(PUT, "Count", NOW.minusSeconds(3 * 3600 - 60), 8);

        assertThat(ask(READER, query("Sum", 60, PUT), ScanBy.TIMESTAMP_ASCENDING)
                        .values())
                .containsExactly(8.0);
    }

    @Test
    void shouldRefuse_whenTheRoleMayNotOrTheQueryIsWrong() {
        assertThatThrownBy(() -> ask(STRANGER, query("Sum", 60, PUT), ScanBy.TIMESTAMP_ASCENDING))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("is not authorized to perform: cloudwatch:GetMetricData");
        metrics.add(PUT, "Count", NOW, 7);
        assertThatThrownBy(() -> ask(READER, query("Median", 60, PUT), ScanBy.TIMESTAMP_ASCENDING))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("Median");
        assertThatThrownBy(() -> ask(READER, query("Sum", 10, PUT), ScanBy.TIMESTAMP_ASCENDING))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("multiple of 60");
        assertThatThrownBy(() -> ask(
                        READER,
                        MetricDataQuery.builder().id("m").expression("1 + 1").build(),
                        ScanBy.TIMESTAMP_ASCENDING))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("evaluates no expressions: 1 + 1");
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** As the functions of this product write it. */
    private static String line(String function, int sessions) {
        return "{\"level\":\"INFO\",\"message\":\"batch answered\",\"strategy_session\":" + sessions
                + ",\"FunctionName\":\"" + function + "\",\"_aws\":{\"Timestamp\":" + NOW.toEpochMilli()
                + ",\"CloudWatchMetrics\":[{\"Namespace\":\"twospeed\",\"Dimensions\":[[\"FunctionName\"]],"
                + "\"Metrics\":[{\"Name\":\"strategy_session\",\"Unit\":\"Count\"}]}]}}\n";
    }

    private static MetricDataQuery query(String statistic, int period, Metric metric) {
        return MetricDataQuery.builder()
                .id("m")
                .metricStat(s -> stat(s, statistic, period, metric))
                .build();
    }

    private static MetricDataQuery inUnit(String unit, Metric metric) {
        return MetricDataQuery.builder()
                .id("m")
                .metricStat(s -> stat(s, "Sum", 60, metric).unit(unit))
                .build();
    }

    private static MetricStat.Builder stat(MetricStat.Builder stat, String statistic, int period, Metric metric) {
        return stat.stat(statistic)
                .period(period)
                .metric(m -> m.namespace(metric.namespace())
                        .metricName(metric.name())
                        .dimensions(metric.dimensions().entrySet().stream()
                                .map(d -> Dimension.builder()
                                        .name(d.getKey())
                                        .value(d.getValue())
                                        .build())
                                .toList()));
    }

    private MetricDataResult ask(String principal, MetricDataQuery query, ScanBy order) {
        var key = keys.of(principal);
        try (var client = CloudWatchClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(api.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build()) {
            return client.getMetricData(r -> r.metricDataQueries(query)
                            .startTime(NOW.minusSeconds(4 * 3600))
                            .endTime(NOW.plusSeconds(60))
                            .scanBy(order))
                    .metricDataResults()
                    .get(0);
        }
    }
}
