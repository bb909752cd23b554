package dev.twospeed.stacks.streaming;

import com.google.gson.JsonParseException;
import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Alarms;
import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.Faults;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.Json;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.SecureBucket;
import dev.twospeed.stacks.common.StackOutputs;
import dev.twospeed.stacks.common.StackProgram;
import dev.twospeed.stacks.common.StreamingOutputs;
import dev.twospeed.stacks.common.UploadedFile;
import dev.twospeed.stacks.common.VectorDbOutputs;
import dev.twospeed.stacks.common.VpcFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streaming half: events in, recommendations out, and the same answers one at a time over HTTPS. */
public final class StreamingProgram {
    // Firehose waits for a function for five minutes at most.
    private static final int TRANSFORM_SECONDS = 300;
    private static final int INFERENCE_SECONDS = 30;
    private static final int RESULT_DAYS = 30;
    private static final String SCHEMAS = "recommender/src/main/resources/dev/twospeed/recommender/event/";
    private static final String PARTITION_KEY_ADVICE =
            "Use customer_number: the events of a customer stay in order, and the view"
                    + " latest_recommendations can tell which is the newest. A shard takes 1 MB or 1000 events a second, which no customer"
                    + " reaches; one key for all events would fill a single shard.";

    private StreamingProgram() {}

    /** Run by the Pulumi engine. */
    public static void main(String[] args) {
        StackProgram.run(StreamingProgram.class, StreamingProgram::deploy);
    }

    /** Declares the stack's resources and exports its outputs. */
    public static void deploy(Context ctx, Checkout checkout) {
        // Before any resource: a refusal must not leave half a deployment.
        var handlers = checkout.artifact("handlers/target/handlers.zip");
        var eventSchema = schema(checkout, "activity-event");
        var recommendationSchema = schema(checkout, "recommendation-record");
        var config = StreamingConfig.read(ctx);
        var foundation = StackOutputs.read(ctx, FoundationOutputs.CONTRACT);
        var database = StackOutputs.read(ctx, VectorDbOutputs.CONTRACT);
        StackOutputs.known(database.maxConnections()).ifPresent(config::checkConnections);
        var scope = Scope.of(ctx, "streaming-inference", config.protectData(), config.permissionsBoundaryArn());
        var logs = new EncryptedLogs(scope, foundation.kmsKeyArn(), config.logRetentionDays());
        var stream =
                new EventStream("events", scope, config.stream(), foundation.kmsKeyArn(), foundation.alarmTopicArn());
        var bucket = new SecureBucket("recommendations", scope, bucketSettings(config, foundation));
        var code = new UploadedFile("streaming-handlers", scope, foundation.artifactBucket(), handlers, bucket);
        var shared = new VpcFunction.Shared(scope, foundation, logs, code);
        var functions = new Functions(shared, database);
        var transform = functions.make(
                "transform",
                "dev.twospeed.handlers.transform.TransformHandler",
                config.transform(),
                TRANSFORM_SECONDS,
                answers(config),
                stream);
        var inference = functions.make(
                "inference",
                "dev.twospeed.handlers.inference.InferenceHandler",
                config.inference(),
                INFERENCE_SECONDS,
                answers(config),
                stream);
        var delivery =
                new DeliveryStream("delivery", scope, config.delivery(), foundation, stream, transform, bucket, logs);
        var url = new InferenceUrl("inference", scope, inference, config.inferenceCallers());
        var results = new SecureBucket("query-results", scope, resultSettings(foundation));
        var table = new RecommendationsTable(
                "recommendations", scope, bucket.bucket(), results.bucket(), foundation.kmsKeyArn());
        var alarms = new Alarms(scope, foundation.alarmTopicArn());
        watch(alarms, transform, "Events are not answered; Firehose tries again", TRANSFORM_SECONDS);
        watch(alarms, inference, "Callers of the inference URL get errors", INFERENCE_SECONDS);
        AnswerAlarms.onAnswers(alarms, transform.function());
        AnswerAlarms.onErrorObjects(scope, alarms, bucket);
        PathDashboard.make("path", scope, database, stream, delivery, bucket, transform, inference);
        StackOutputs.export(
                ctx,
                StreamingOutputs.CONTRACT,
                new StreamingOutputs(
                        stream.name(),
                        stream.arn(),
                        delivery.name(),
                        bucket.bucket(),
                        Output.of(Prefixes.RECOMMENDATIONS),
                        Output.of(Prefixes.ERRORS),
                        Output.of(Prefixes.SOURCE),
                        transform.function().name(),
                        transform.alias().arn(),
                        inference.function().name(),
                        url.url(),
                        ClientPolicies.producer(stream, foundation.kmsKeyArn()),
                        ClientPolicies.consumer(scope, bucket, results, table, foundation.kmsKeyArn()),
                        Output.of(eventSchema),
                        Output.of(recommendationSchema),
                        Output.of(PARTITION_KEY_ADVICE),
                        table.database(),
                        table.workgroup()));
    }

    private static String schema(Checkout checkout, String name) {
        var path = SCHEMAS + name + ".schema.json";
        try {
            return Json.compact(Files.readString(checkout.source(path)));
        } catch (IOException | JsonParseException e) {
            throw Faults.sentence("Reading " + path + " failed (" + e.getMessage() + "); restore it with git.");
        }
    }

    private static Map<String, Output<String>> answers(StreamingConfig config) {
        return Map.of("RECOMMENDATIONS_PER_EVENT", Output.of(String.valueOf(config.recommendationsPerEvent())));
    }

    private static SecureBucket.Settings bucketSettings(StreamingConfig config, FoundationOutputs foundation) {
        return new SecureBucket.Settings(
                Optional.of(foundation.kmsKeyArn()),
                Optional.of(foundation.accessLogBucket()),
                30,
                config.keptDays(),
                false,
                List.of());
    }

    // Results are copies of what can be asked again.
    private static SecureBucket.Settings resultSettings(FoundationOutputs foundation) {
        return new SecureBucket.Settings(
                Optional.of(foundation.kmsKeyArn()),
                Optional.of(foundation.accessLogBucket()),
                1,
                Map.of("", RESULT_DAYS),
                false,
                List.of());
    }

    private static void watch(Alarms alarms, Functions.Answering answering, String failure, int timeoutSeconds) {
        var function = answering.function();
        var dimensions = Map.of("FunctionName", function.name());
        var name = function.pulumiResourceName();
        alarms.above(
                name + "-errors",
                failure,
                new Alarms.Metric("AWS/Lambda", "Errors", dimensions, "Sum", 60, 1),
                0,
                function);
        alarms.above(
                name + "-slow",
                "The function takes four fifths of the time it may take",
                new Alarms.Metric("AWS/Lambda", "Duration", dimensions, "Maximum", 60, 3),
                timeoutSeconds * 1000 * 0.8,
                function);
        alarms.above(
                name + "-throttled",
                "More calls than the function may run at once",
                new Alarms.Metric("AWS/Lambda", "Throttles", dimensions, "Sum", 60, 3),
                0,
                function);
    }
}
