package dev.twospeed.local.lambda;

import dev.twospeed.local.lambda.FunctionInvoker.Result;
import dev.twospeed.local.lambda.RuntimeApi.InitFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One JVM that runs a function with AWS's own Java runtime client, one event at a time. */
final class ExecutionEnvironment implements AutoCloseable {
    // AWS gives the init phase 10 s and then starts over within the invocation; a busy laptop may need longer.
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    private final FunctionSpec spec;
    private final RuntimeApi api;
    private final Process process;

    private ExecutionEnvironment(FunctionSpec spec, RuntimeApi api, Process process) {
        this.spec = spec;
        this.api = api;
        this.process = process;
        process.onExit()
                .thenAccept(p -> api.exited("RequestId: Error: Runtime exited with exit status: " + p.exitValue()));
    }

    /** Starts the JVM; it initialises while the caller goes on. */
    static ExecutionEnvironment start(
            FunctionSpec spec, Path code, LambdaRuntime runtime, Map<String, String> credentials, Path log) {
        try {
            var api = new RuntimeApi(spec.arn() + ":" + spec.version());
            try {
                return new ExecutionEnvironment(
                        spec, api, process(spec, code, runtime, credentials, log, api.address()));
            } catch (IOException e) {
                api.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The function " + spec.name() + " could not be started", e);
        }
    }

    private static Process process(
            FunctionSpec spec,
            Path code,
            LambdaRuntime runtime,
            Map<String, String> credentials,
            Path log,
            String runtimeApi)
            throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As Lambda starts it: the tiered compiler stopped at C1, the serial collector.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx" + Math.max(64, spec.memoryMegabytes() * 85 / 100) + "m",
                LambdaRuntime.NATIVE_LIBRARY_OPTION + runtime.nativeLibrary(),
                "-cp",
                runtime.classpath(code),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                spec.handler());
        var builder = new ProcessBuilder(command)
                .directory(code.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var variables = builder.environment();
        var path = variables.get("PATH");
        // A function sees what Lambda gives it and nothing of whoever started the embedded AWS.
        variables.clear();
        variables.put("PATH", path == null ? "/usr/bin:/bin" : path);
        variables.put("TZ", ":UTC");
        variables.put("LANG", "en_US.UTF-8");
        variables.putAll(spec.variables());
        variables.putAll(credentials);
        variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        variables.put("_HANDLER", spec.handler());
        variables.put("LAMBDA_TASK_ROOT", code.toString());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
        variables.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", spec.version());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMegabytes()));
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", UUID.randomUUID().toString().replace("-", ""));
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        return builder.start();
    }

    /** Runs the function on one event; an environment that failed or timed out is dead afterwards. */
    Result invoke(byte[] payload) throws InterruptedException {
        var requestId = UUID.randomUUID().toString();
        CompletableFuture<Result> answer;
        try {
            api.ready().get(INIT_LIMIT.toSeconds(), TimeUnit.SECONDS);
            answer = api.offer(requestId, payload, spec.timeout());
            return answer.get(spec.timeoutSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            close();
            var message =
                    Instant.now() + " " + requestId + " Task timed out after " + spec.timeoutSeconds() + ".00 seconds";
            return new Result("Unhandled", InitFailed.document("Sandbox.Timedout", message));
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof InitFailed init) {
                return new Result("Unhandled", init.document());
            }
            throw new IllegalStateException("The function " + spec.name() + " could not be run", e.getCause());
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        api.close();
    }
}
