package dev.twospeed.stacks.streaming;

import com.pulumi.aws.s3.BucketMetric;
import com.pulumi.aws.s3.BucketMetricArgs;
import com.pulumi.aws.s3.inputs.BucketMetricFilterArgs;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Alarms;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.SecureBucket;
import dev.twospeed.stacks.common.VpcFunction;
import java.util.Arrays;
import java.util.Map;

/** Alarms on what answers are worth, where Firehose and Lambda see only that all went well. */
final class AnswerAlarms {
    /** Where the transform function counts, by function name. */
    static final String NAMESPACE = "twospeed";

    /** The name under which S3 counts requests below the error prefix. */
    static final String FILTER = "errors";

    private static final int PERIOD_SECONDS = 300;

    private AnswerAlarms() {}

    static void onAnswers(Alarms alarms, VpcFunction transform) {
        var name = transform.pulumiResourceName();
        alarms.atLeast(
                name + "-degraded",
                "One event in twenty is answered without the vector database; the function's log says why",
                share(transform, "degraded"),
                5,
                transform);
        alarms.atLeast(
                name + "-fallback",
                "Half of the events are answered with the most popular products or with nothing: is there a model, and does it"
                        + " know what customers look at?",
                share(transform, "strategy_popularity", "strategy_none"),
                50,
                transform);
        alarms.atLeast(
                name + "-records-failed",
                "One event in a hundred cannot be answered and goes to the error prefix: a producer sends something else",
                share(transform, "ProcessingFailed"),
                1,
                transform);
    }

    /** Also counts what Firehose itself gives up, of which the functions know nothing. */
    static void onErrorObjects(Scope scope, Alarms alarms, SecureBucket bucket) {
        var metric = new BucketMetric(
                FILTER,
                BucketMetricArgs.builder()
                        .bucket(bucket.bucket())
                        .name(FILTER)
                        .filter(BucketMetricFilterArgs.builder()
                                .prefix(Prefixes.ERRORS)
                                .build())
                        .build(),
                scope.childOf(bucket));
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
        alarms.above(
                FILTER + "-written",
                "Events were given up: their records lie under the error prefix, each with the reason",
                new Alarms.Metric(
                        "AWS/S3",
                        "PutRequests",
                        Map.of("BucketName", bucket.bucket(), "FilterId", metric.name()),
                        "Sum",
                        PERIOD_SECONDS,
                        1),
                0,
                bucket);
    }

    private static Alarms.Share share(VpcFunction transform, String... parts) {
        return new Alarms.Share(
                Arrays.stream(parts).map(part -> metric(transform.name(), part)).toList(),
                metric(transform.name(), "records"));
    }

    private static Alarms.Metric metric(Output<String> function, String name) {
        return new Alarms.Metric(NAMESPACE, name, Map.of("FunctionName", function), "Sum", PERIOD_SECONDS, 1);
    }
}
