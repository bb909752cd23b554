package dev.twospeed.local.lambda;

import static dev.twospeed.local.lambda.HandlerZip.mapHandler;
import static dev.twospeed.local.lambda.LambdaStage.alias;
import static dev.twospeed.local.lambda.LambdaStage.arn;
import static dev.twospeed.local.lambda.LambdaStage.function;
import static dev.twospeed.local.lambda.LambdaStage.inputs;
import static dev.twospeed.local.lambda.LambdaStage.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.twospeed.local.metrics.Measured;
import dev.twospeed.local.metrics.Metric;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

class LambdaServiceIT {
    @TempDir
    Path folder;

    private LambdaStage stage;

    @BeforeEach
    void open() {
        stage = new LambdaStage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Path zip(String name, String body) {
        return HandlerZip.of(folder, name, LambdaStage.classpath(), mapHandler(body));
    }

    @Test
    void shouldRunHandlerWithItsLibrariesAndVariables_whenDeployedFromS3() throws IOException {
        var zip = HandlerZip.of(
                folder,
                "greeter",
                LambdaStage.classpath(),
                mapHandler("""
                        var in = Thread.currentThread().getContextClassLoader().getResourceAsStream("greeting.txt");
                        var env = System.getenv();
                        return Map.of(
                            "text", new String(in.readAllBytes()) + " " + event.get("name"),
                            "mood", env.get("MOOD"), "region", env.get("AWS_REGION"), "key", env.get("AWS_ACCESS_KEY_ID"),
                            "home", env.containsKey("HOME"), "name", context.getFunctionName(),
                            "arn", context.getInvokedFunctionArn(), "memory", context.getMemoryLimitInMB(),
                            "version", context.getFunctionVersion(), "left", context.getRemainingTimeInMillis());
                        """),
                Map.of("lib/words.jar", HandlerZip.jar("greeting.txt", "hello")));
        stage.bucket.create(LambdaStage.of(
                "aws:s3/bucketV2:BucketV2",
                "artifacts",
                JsonNodeFactory.instance.objectNode().put("bucket", "artifacts")));
        stage.s3.putObject(r -> r.bucket("artifacts").key("code/1.zip"), RequestBody.fromFile(zip));
        var inputs = inputs(zip);
        inputs.remove("code");
        inputs.put("s3Bucket", "artifacts").put("s3Key", "code/1.zip");
        inputs.putObject("environment").putObject("variables").put("MOOD", "fine");

        var outputs = stage.functions.create(function("greeter", inputs));
        var answer = stage.call("greeter", "{\"name\":\"Ann\"}");

        assertThat(outputs.path("version").asText()).isEqualTo("$LATEST");
        assertThat(outputs.path("sourceCodeSize").asLong()).isEqualTo(Files.size(zip));
        assertThat(answer.path("text").asText()).isEqualTo("hello Ann");
        assertThat(answer.path("mood").asText()).isEqualTo("fine");
        assertThat(answer.path("region").asText()).isEqualTo("us-east-1");
        assertThat(answer.path("key").asText())
                .isEqualTo(stage.keys.of(LambdaStage.ROLE).id());
        assertThat(answer.path("home").asBoolean()).isFalse();
        assertThat(answer.path("arn").asText()).isEqualTo(arn("greeter") + ":$LATEST");
        assertThat(answer.path("memory").asInt()).isEqualTo(128);
        assertThat(answer.path("left").asInt()).isBetween(1, 20_000);
    }

    @Test
    void shouldReuseEnvironment_andRunTwoAtOnce_whenBusy() throws Exception {
        var zip = HandlerZip.of(
                folder,
                "counter",
                LambdaStage.classpath(),
                "static int calls;"
                        + mapHandler("return Map.of(\"calls\", ++calls, \"pid\", ProcessHandle.current().pid());"));
        stage.functions.create(function("counter", inputs(zip)));

        assertThat(stage.call("counter", "{}").path("calls").asInt()).isEqualTo(1);
        assertThat(stage.call("counter", "{}").path("calls").asInt()).isEqualTo(2);

        var callers = Executors.newFixedThreadPool(8);
        try {
            var pids = callers
                    .invokeAll(IntStream.range(0, 200)
                            .<Callable<Long>>mapToObj(i -> () ->
                                    stage.call("counter", "{}").path("pid").asLong())
                            .toList())
                    .stream()
                    .map(LambdaServiceIT::result)
                    .distinct()
                    .count();
            assertThat(pids).isBetween(1L, 2L);
        } finally {
            callers.shutdownNow();
        }
    }

    private static Long result(Future<Long> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldAnswerErrorDocument_whenHandlerThrows_andGoOnAfterwards() {
        var zip = zip(
                "moody",
                "if (event.containsKey(\"bad\")) throw new IllegalStateException(\"no such mood\"); return event;");
        stage.functions.create(function("moody", inputs(zip)));

        var failed = stage.functions.invoke("moody", "{\"bad\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(json(failed.payload()).path("errorMessage").asText()).isEqualTo("no such mood");
        assertThat(json(failed.payload()).path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(stage.call("moody", "{\"good\":1}").path("good").asInt()).isEqualTo(1);
        assertThat(Measured.sum(stage.metrics, metric("Invocations"))).isEqualTo(2);
        assertThat(Measured.sum(stage.metrics, metric("Errors"))).isEqualTo(1);
        assertThat(Measured.maximum(stage.metrics, metric("Duration"))).isBetween(0.001, 20_000.0);
    }

    private static Metric metric(String name) {
        return Metric.of("AWS/Lambda", name, "FunctionName", "moody");
    }

    @Test
    void shouldEndEnvironment_whenHandlerTimesOutOrExits() {
        var zip = zip("slow", """
                if (event.containsKey("sleep")) Thread.sleep(60_000);
                if (event.containsKey("exit")) System.exit(3);
                return ProcessHandle.current().pid();
                """);
        stage.functions.create(function("slow", inputs(zip).put("timeout", 1)));
        var first = stage.call("slow", "{}").asLong();

        var late = stage.call("slow", "{\"sleep\":1}");
        assertThat(late.path("errorMessage").asText()).contains("Task timed out after 1.00 seconds");
        assertThat(ProcessHandle.of(first)).isEmpty();

        var gone = stage.call("slow", "{\"exit\":1}");
        assertThat(gone.path("errorType").asText()).isEqualTo("Runtime.ExitError");
        assertThat(gone.path("errorMessage").asText()).contains("exit status 3");
        assertThat(stage.call("slow", "{}").asLong()).isNotZero();
    }

    @Test
    void shouldSayWhy_whenClassIsMissing_orAnswerIsTooLarge() {
        var zip = zip("large", "return \"x\".repeat(7_000_000);");
        stage.functions.create(function("lost", inputs(zip).put("handler", "example.Absent::handle")));
        stage.functions.create(function("large", inputs(zip)));

        assertThat(stage.call("lost", "{}").path("errorMessage").asText()).contains("example.Absent");
        assertThat(stage.call("large", "{}").path("errorType").asText()).isEqualTo("Function.ResponseSizeTooLarge");
    }

    @Test
    void shouldKeepPublishedVersions_whenCodeChanges() {
        var one = function("versioned", inputs(zip("one", "return 1;")).put("publish", true));
        var two = function("versioned", inputs(zip("two", "return 2;")).put("publish", true));

        assertThat(stage.functions.create(one).path("version").asText()).isEqualTo("1");
        stage.functions.create(alias("versioned", "live", "1"));
        assertThat(stage.functions.update(one, one).path("version").asText()).isEqualTo("1");
        assertThat(stage.functions.update(one, two).path("version").asText()).isEqualTo("2");

        assertThat(stage.call("versioned", "{}").asInt()).isEqualTo(2);
        assertThat(stage.call(arn("versioned") + ":live", "{}").asInt()).isEqualTo(1);
        stage.functions.update(alias("versioned", "live", "1"), alias("versioned", "live", "2"));
        assertThat(stage.call("versioned:live", "{}").asInt()).isEqualTo(2);
        assertThat(stage.call("versioned:1", "{}").asInt()).isEqualTo(1);

        stage.functions.delete(two);
        assertThatThrownBy(() -> stage.call("versioned", "{}"))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ResourceNotFoundException"));
    }

    @Test
    void shouldStillAnswer_whenServiceIsStartedAgain() {
        var one = function("kept", inputs(zip("kept", "return 1;")).put("publish", true));
        stage.functions.create(one);
        stage.functions.create(alias("kept", "live", "1"));
        var pid = ProcessHandle.current().descendants().count();

        stage.close();
        assertThat(ProcessHandle.current().descendants().count()).isLessThanOrEqualTo(pid);
        stage = new LambdaStage(folder);
        stage.functions.resume(one);
        stage.functions.resume(alias("kept", "live", "1"));

        assertThat(stage.call("kept:live", "{}").asInt()).isEqualTo(1);
    }

    @Test
    void shouldFailDeployment_whenInvokedFunctionFails() {
        var zip = zip("migrate", "if (event.containsKey(\"bad\")) throw new Exception(\"disk full\"); return event;");
        stage.functions.create(function("migrate", inputs(zip)));

        var outputs = stage.functions.create(invocation("migrate", "{\"sqlHash\":\"a\"}"));
        assertThat(outputs.path("result").asText()).isEqualTo("{\"sqlHash\":\"a\"}");
        assertThatThrownBy(() -> stage.functions.create(invocation("migrate", "{\"bad\":\"a\"}")))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("migrate failed in this deployment: java.lang.Exception: disk full");
    }

    private static Resource invocation(String function, String input) {
        var inputs = JsonNodeFactory.instance
                .objectNode()
                .put("functionName", function)
                .put("qualifier", "$LATEST")
                .put("input", input);
        return LambdaStage.of("aws:lambda/invocation:Invocation", "call", inputs);
    }

    @Test
    void shouldRefuse_whenLambdaWould() {
        var zip = zip("plain", "return event;");
        var tooMany = inputs(zip);
        tooMany.putObject("environment").putObject("variables").put("A", "x".repeat(4096));
        var reserved = inputs(zip);
        reserved.putObject("environment").putObject("variables").put("AWS_REGION", "eu-west-1");

        for (var refused : List.of(
                tooMany,
                reserved,
                inputs(zip).put("runtime", "python3.12"),
                inputs(zip).put("memorySize", 64),
                inputs(zip).put("timeout", 901),
                inputs(folder.resolve("absent.zip")))) {
            assertThatThrownBy(() -> stage.functions.create(function("plain", refused)))
                    .isInstanceOfSatisfying(
                            AwsError.class, e -> assertThat(e.code()).isEqualTo("InvalidParameterValueException"));
        }
        stage.functions.create(function("plain", inputs(zip).put("reservedConcurrentExecutions", 0)));
        assertThatThrownBy(() -> stage.call("plain", "{}"))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("TooManyRequestsException"));
        assertThatThrownBy(() -> stage.functions.create(alias("plain", "live", "7")))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("no version or alias 7");
    }
}
