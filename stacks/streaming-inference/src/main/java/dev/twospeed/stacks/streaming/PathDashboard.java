package dev.twospeed.stacks.streaming;

import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.twospeed.stacks.common.Json;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.VpcFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One page that shows the way of an event: arriving, waiting, being answered, delivered. */
final class PathDashboard {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 6;

    private PathDashboard() {}

    static void make(
            String name, Scope scope, EventStream stream, DeliveryStream delivery, List<VpcFunction> functions) {
        var names = new ArrayList<Output<String>>(List.of(stream.name(), delivery.name()));
        functions.forEach(function -> names.add(function.name()));
        new Dashboard(
                name,
                DashboardArgs.builder()
                        .dashboardName(scope.name(name, 255))
                        .dashboardBody(Output.all(names).applyValue(known -> body(scope.region(), known)))
                        .build(),
                CustomResourceOptions.builder().parent(stream).build());
    }

    private static String body(String region, List<String> names) {
        var functions = names.subList(2, names.size());
        var widgets = List.of(
                widget(
                        region,
                        0,
                        "Events put",
                        "Sum",
                        "AWS/Kinesis",
                        "IncomingRecords",
                        "StreamName",
                        names.subList(0, 1)),
                widget(
                        region,
                        1,
                        "Age of events when read, ms",
                        "Maximum",
                        "AWS/Kinesis",
                        "GetRecords.IteratorAgeMilliseconds",
                        "StreamName",
                        names.subList(0, 1)),
                widget(region, 2, "Calls", "Sum", "AWS/Lambda", "Invocations", "FunctionName", functions),
                widget(region, 3, "Errors", "Sum", "AWS/Lambda", "Errors", "FunctionName", functions),
                widget(region, 4, "Duration, ms, p99", "p99", "AWS/Lambda", "Duration", "FunctionName", functions),
                widget(
                        region,
                        5,
                        "Age of the oldest undelivered answer, s",
                        "Maximum",
                        "AWS/Firehose",
                        "DeliveryToS3.DataFreshness",
                        "DeliveryStreamName",
                        names.subList(1, 2)));
        return Json.text(Map.of("widgets", widgets));
    }

    private static Map<String, Object> widget(
            String region,
            int index,
            String title,
            String statistic,
            String namespace,
            String metric,
            String dimension,
            List<String> values) {
        var widget = new TreeMap<String, Object>();
        widget.put("type", "metric");
        widget.put("x", index % 2 * WIDTH);
        widget.put("y", index / 2 * HEIGHT);
        widget.put("width", WIDTH);
        widget.put("height", HEIGHT);
        widget.put(
                "properties",
                new TreeMap<>(Map.of(
                        "title", title,
                        "region", region,
                        "stat", statistic,
                        "period", 60,
                        "metrics",
                                values.stream()
                                        .map(value -> List.of(namespace, metric, dimension, value))
                                        .toList())));
        return widget;
    }
}
