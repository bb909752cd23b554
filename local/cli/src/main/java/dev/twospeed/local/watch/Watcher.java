package dev.twospeed.local.watch;

import dev.twospeed.local.cloud.AwsClients;
import dev.twospeed.local.cloud.InferenceApi;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.watch.Vitals.Alarms;
import dev.twospeed.local.watch.Vitals.Calls;
import dev.twospeed.local.watch.Vitals.Lag;
import dev.twospeed.local.watch.Vitals.Model;
import dev.twospeed.local.watch.Vitals.Series;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Looks at a deployed system: one question to CloudWatch for all metrics, one for the alarms, and the inference function's health. */
public final class Watcher implements AutoCloseable {
    private static final int PERIOD = 60;
    private static final List<String> STRATEGIES = List.of("session", "prior", "popularity", "none");

    private final String environment;
    private final String region;
    private final int minutes;
    private final CloudWatchClient cloudWatch;
    private final InferenceApi inference;
    private final Map<String, Measure> measures = new LinkedHashMap<>();
    private final List<String> functions = List.of("transform", "inference", "loader");

    /** A metric of one dimension, and how its values within a minute become one. */
    private record Measure(String namespace, String metric, String dimension, String value, String statistic) {
        MetricDataQuery query(String id) {
            return MetricDataQuery.builder()
                    .id(id)
                    .metricStat(stat -> stat.period(PERIOD)
                            .stat(statistic)
                            .metric(wanted -> wanted.namespace(namespace)
                                    .metricName(metric)
                                    .dimensions(by -> by.name(dimension).value(value))))
                    .build();
        }
    }

    /**
     * Watches what these stacks deployed.
     *
     * @param minutes how far back it looks, 1 to 180
     */
    public Watcher(String environment, StackOutputs vectorDb, StackOutputs streaming, AwsClients clients, int minutes) {
        this.environment = environment;
        // arn:aws:kinesis:<region>:…
        this.region = streaming.text("streamArn").split(":", -1)[3];
        this.minutes = minutes;
        this.cloudWatch = clients.cloudWatch();
        this.inference = clients.inference(URI.create(streaming.text("inferenceUrl")));
        var stream = streaming.text("streamName");
        var delivery = streaming.text("deliveryStreamName");
        var transform = streaming.text("transformFunctionName");
        measures.put("in", new Measure("AWS/Kinesis", "IncomingRecords", "StreamName", stream, "Sum"));
        for (var outcome : List.of("Ok", "degraded", "Dropped", "ProcessingFailed")) {
            measures.put(name(outcome), own(outcome, transform));
        }
        measures.put(
                "delivered",
                new Measure("AWS/Firehose", "DeliveryToS3.Records", "DeliveryStreamName", delivery, "Sum"));
        for (var strategy : STRATEGIES) {
            measures.put("strategy_" + strategy, own("strategy_" + strategy, transform));
        }
        var names = List.of(transform, streaming.text("inferenceFunctionName"), vectorDb.text("loaderFunctionName"));
        for (var i = 0; i < functions.size(); i++) {
            var function = names.get(i);
            measures.put(functions.get(i) + "_invocations", lambda("Invocations", function, "Sum"));
            measures.put(functions.get(i) + "_errors", lambda("Errors", function, "Sum"));
            measures.put(functions.get(i) + "_duration", lambda("Duration", function, "Maximum"));
        }
        measures.put(
                "read_lag",
                new Measure("AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "StreamName", stream, "Maximum"));
        measures.put(
                "delivery_lag",
                new Measure("AWS/Firehose", "DeliveryToS3.DataFreshness", "DeliveryStreamName", delivery, "Maximum"));
    }

    private static String name(String outcome) {
        return switch (outcome) {
            case "Ok" -> "answered";
            case "Dropped" -> "dropped";
            case "ProcessingFailed" -> "failed";
            default -> outcome;
        };
    }

    private static Measure own(String metric, String function) {
        return new Measure("twospeed", metric, "FunctionName", function, "Sum");
    }

    private static Measure lambda(String metric, String function, String statistic) {
        return new Measure("AWS/Lambda", metric, "FunctionName", function, statistic);
    }

    /** Looks once. What the inference function objects to is part of the picture; CloudWatch has to answer. */
    public Vitals look() {
        var now = Instant.now();
        var series = series(now);
        var records = new LinkedHashMap<String, Series>();
        for (var name : List.of("in", "answered", "degraded", "dropped", "failed", "delivered")) {
            records.put(name, series.get(name));
        }
        var strategies = new LinkedHashMap<String, Series>();
        for (var strategy : STRATEGIES) {
            strategies.put(strategy, series.get("strategy_" + strategy));
        }
        var calls = new LinkedHashMap<String, Calls>();
        for (var function : functions) {
            calls.put(
                    function,
                    new Calls(
                            series.get(function + "_invocations"),
                            series.get(function + "_errors"),
                            series.get(function + "_duration").newest()));
        }
        return new Vitals(
                environment,
                region,
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                minutes,
                records,
                strategies,
                calls,
                new Lag(
                        series.get("read_lag").newest(),
                        series.get("delivery_lag").newest()),
                model(),
                alarms());
    }

    private Map<String, Series> series(Instant now) {
        var end = now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(PERIOD);
        var start = end.minusSeconds((long) minutes * PERIOD);
        // Ids have to begin with a small letter and are unique; names are both.
        var queries = measures.entrySet().stream()
                .map(measure -> measure.getValue().query(measure.getKey()))
                .toList();
        var values = new LinkedHashMap<String, @Nullable Double[]>();
        measures.keySet().forEach(name -> values.put(name, new @Nullable Double[minutes]));
        cloudWatch
                .getMetricDataPaginator(
                        request -> request.startTime(start).endTime(end).metricDataQueries(queries))
                .metricDataResults()
                .forEach(result -> {
                    for (var i = 0; i < result.timestamps().size(); i++) {
                        var minute = (int) ChronoUnit.MINUTES.between(
                                start, result.timestamps().get(i));
                        values.get(result.id())[minute] = result.values().get(i);
                    }
                });
        var series = new LinkedHashMap<String, Series>();
        values.forEach((name, perMinute) -> series.put(name, Series.of(Arrays.asList(perMinute))));
        return series;
    }

    private Model model() {
        try {
            return new Model(inference.health().path("model_version").asText(), null);
        } catch (IOException | IllegalStateException e) {
            return new Model(null, String.valueOf(e.getMessage()));
        }
    }

    private Alarms alarms() {
        var states = new LinkedHashMap<String, Integer>();
        for (var state : List.of(StateValue.ALARM, StateValue.OK, StateValue.INSUFFICIENT_DATA)) {
            states.put(state.toString(), 0);
        }
        var ringing = new TreeMap<String, String>();
        cloudWatch
                .describeAlarmsPaginator(
                        request -> request.alarmNamePrefix("twospeed-" + environment + "-" + region + "-")
                                .alarmTypes(AlarmType.METRIC_ALARM))
                .metricAlarms()
                .forEach(alarm -> {
                    states.merge(alarm.stateValueAsString(), 1, Integer::sum);
                    if (alarm.stateValue() == StateValue.ALARM) {
                        ringing.put(alarm.alarmName(), String.valueOf(alarm.stateReason()));
                    }
                });
        return new Alarms(states, ringing);
    }

    @Override
    public void close() {
        cloudWatch.close();
    }
}
