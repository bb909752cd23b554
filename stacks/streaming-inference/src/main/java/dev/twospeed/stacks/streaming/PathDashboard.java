package dev.twospeed.stacks.streaming;

import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.twospeed.stacks.common.Json;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.SecureBucket;
import dev.twospeed.stacks.common.VectorDbOutputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One page that shows the way from the shop's database to a recommendation: jobs that make models, the loader, the vector database,
 * and events arriving, waiting, being answered and delivered.
 */
final class PathDashboard {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 6;

    private PathDashboard() {}

    static void make(
            String name,
            Scope scope,
            VectorDbOutputs database,
            EventStream stream,
            DeliveryStream delivery,
            SecureBucket bucket,
            Functions.Answering transform,
            Functions.Answering inference) {
        var names = Output.all(
                database.databaseIdentifier(),
                database.loaderFunctionName(),
                stream.name(),
                delivery.name(),
                bucket.bucket(),
                transform.function().name(),
                inference.function().name());
        new Dashboard(
                name,
                DashboardArgs.builder()
                        .dashboardName(scope.name(name, 255))
                        .dashboardBody(names.applyValue(known -> body(
                                scope,
                                new Names(
                                        known.get(0),
                                        known.get(1),
                                        known.get(2),
                                        known.get(3),
                                        known.get(4),
                                        known.get(5),
                                        known.get(6)))))
                        .build(),
                CustomResourceOptions.builder().parent(stream).build());
    }

    /** By which CloudWatch knows what is shown. */
    private record Names(
            String database,
            String loader,
            String stream,
            String delivery,
            String bucket,
            String transform,
            String inference) {}

    /** One diagram; each line is a namespace, a metric, and names and values of dimensions. */
    private record Graph(String title, String statistic, List<List<String>> lines) {}

    private static String body(Scope scope, Names names) {
        var graphs = new ArrayList<Graph>();
        graphs.addAll(models(scope, names));
        graphs.addAll(events(names));
        graphs.addAll(answers(names));
        var widgets = new ArrayList<Map<String, Object>>();
        for (var graph : graphs) {
            widgets.add(widget(scope.region(), widgets.size(), graph));
        }
        return Json.text(Map.of("widgets", widgets));
    }

    private static List<Graph> models(Scope scope, Names names) {
        // The etl stack is no condition of this one: its jobs are shown by their names, and nothing until there are
        // any.
        var jobs = List.of(scope.name("etl", 255), scope.name("training", 255));
        return List.of(
                new Graph(
                        "Time that jobs take, ms",
                        "Sum",
                        jobs.stream()
                                .map(job -> glue("glue.driver.aggregate.elapsedTime", job))
                                .toList()),
                new Graph(
                        "Failed tasks of jobs",
                        "Sum",
                        jobs.stream()
                                .map(job -> glue("glue.driver.aggregate.numFailedTasks", job))
                                .toList()),
                new Graph(
                        "Runs of the model loader",
                        "Sum",
                        List.of(lambda("Invocations", names.loader()), lambda("Errors", names.loader()))),
                new Graph("Processor of the vector database, %", "Average", List.of(rds("CPUUtilization", names))),
                new Graph("Connections to the vector database", "Maximum", List.of(rds("DatabaseConnections", names))),
                new Graph("Reads of the vector database, s", "Average", List.of(rds("ReadLatency", names))));
    }

    private static List<Graph> events(Names names) {
        return List.of(
                new Graph("Events put", "Sum", List.of(kinesis("IncomingRecords", names))),
                new Graph(
                        "Share of refused calls",
                        "Average",
                        List.of(
                                kinesis("WriteProvisionedThroughputExceeded", names),
                                kinesis("ReadProvisionedThroughputExceeded", names))),
                new Graph(
                        "Age of events when read, ms",
                        "Maximum",
                        List.of(
                                kinesis("GetRecords.IteratorAgeMilliseconds", names),
                                firehose("KinesisMillisBehindLatest", names))));
    }

    private static List<Graph> answers(Names names) {
        var both = List.of(names.transform(), names.inference());
        return List.of(
                new Graph("Calls", "Sum", each(both, "Invocations")),
                new Graph("Errors", "Sum", each(both, "Errors")),
                new Graph("Duration, ms, p99", "p99", each(both, "Duration")),
                new Graph("Functions at once", "Maximum", each(both, "ConcurrentExecutions")),
                new Graph(
                        "Answers by strategy",
                        "Sum",
                        own(names, "strategy_session", "strategy_prior", "strategy_popularity", "strategy_none")),
                new Graph("Degraded answers and failed records", "Sum", own(names, "degraded", "ProcessingFailed")),
                new Graph(
                        "Age of the oldest undelivered answer, s",
                        "Maximum",
                        List.of(firehose("DeliveryToS3.DataFreshness", names))),
                new Graph("Answers delivered", "Sum", List.of(firehose("DeliveryToS3.Records", names))),
                new Graph(
                        "Objects under the error prefix",
                        "Sum",
                        List.of(List.of(
                                "AWS/S3",
                                "PutRequests",
                                "BucketName",
                                names.bucket(),
                                "FilterId",
                                AnswerAlarms.FILTER))));
    }

    private static List<List<String>> each(List<String> functions, String metric) {
        return functions.stream().map(function -> lambda(metric, function)).toList();
    }

    private static List<List<String>> own(Names names, String... metrics) {
        return Arrays.stream(metrics)
                .map(metric -> List.of(AnswerAlarms.NAMESPACE, metric, "FunctionName", names.transform()))
                .toList();
    }

    // https://docs.aws.amazon.com/glue/latest/dg/monitoring-awsglue-with-cloudwatch-metrics.html
    private static List<String> glue(String metric, String job) {
        return List.of("Glue", metric, "JobName", job, "JobRunId", "ALL", "Type", "count");
    }

    private static List<String> lambda(String metric, String function) {
        return List.of("AWS/Lambda", metric, "FunctionName", function);
    }

    private static List<String> rds(String metric, Names names) {
        return List.of("AWS/RDS", metric, "DBInstanceIdentifier", names.database());
    }

    private static List<String> kinesis(String metric, Names names) {
        return List.of("AWS/Kinesis", metric, "StreamName", names.stream());
    }

    private static List<String> firehose(String metric, Names names) {
        return List.of("AWS/Firehose", metric, "DeliveryStreamName", names.delivery());
    }

    private static Map<String, Object> widget(String region, int index, Graph graph) {
        var widget = new TreeMap<String, Object>();
        widget.put("type", "metric");
        widget.put("x", index % 2 * WIDTH);
        widget.put("y", index / 2 * HEIGHT);
        widget.put("width", WIDTH);
        widget.put("height", HEIGHT);
        widget.put(
                "properties",
                new TreeMap<>(Map.of(
                        "title", graph.title(),
                        "region", region,
                        "stat", graph.statistic(),
                        "period", 60,
                        "metrics", graph.lines())));
        return widget;
    }
}
