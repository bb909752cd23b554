package dev.twospeed.local.lambda;

import dev.twospeed.local.lambda.FunctionInvoker.Result;
import dev.twospeed.local.lambda.RuntimeApi.InitFailed;
import dev.twospeed.local.network.Reach;
import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One JVM that runs a function with AWS's own Java runtime client, one event at a time. */
final class ExecutionEnvironment implements AutoCloseable {
    // AWS gives the init phase 10 s and then starts over within the invocation; a busy laptop may need longer.
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    private final FunctionSpec spec;
    private final RuntimeApi api;
    private final Reach reach;
    private final Process process;
    private final FunctionMetrics metrics;

    private ExecutionEnvironment(
            FunctionSpec spec, RuntimeApi api, Reach reach, Process process, FunctionMetrics metrics) {
        this.metrics = metrics;
        this.spec = spec;
        this.api = api;
        this.reach = reach;
        this.process = process;
        var unused = process.onExit()
                .thenAccept(p -> api.exited(ErrorDocument.of(
                        "Runtime.ExitError", "Error: Runtime exited with error: exit status " + p.exitValue())));
    }

    /** Starts the JVM; it initialises while the caller goes on. */
    static ExecutionEnvironment start(FunctionSpec spec, FunctionProcess command, FunctionMetrics metrics) {
        try {
            var api = new RuntimeApi(spec.arn() + ":" + spec.version());
            try {
                return new ExecutionEnvironment(spec, api, command.reach(), command.start(api), metrics);
            } catch (IOException e) {
                api.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The function " + spec.name() + " could not be started", e);
        }
    }

    /**
     * Waits until the function's class is loaded.
     *
     * @throws AwsError with the function's own message when it could not be
     */
    void awaitInit() throws InterruptedException {
        try {
            api.initialised().get(INIT_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AwsError(
                    400,
                    "InvalidParameterValueException",
                    "Function " + spec.name() + " did not initialise within " + INIT_LIMIT.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new AwsError(
                    400,
                    "InvalidParameterValueException",
                    "Function " + spec.name() + " could not initialise: "
                            + e.getCause().getMessage());
        }
    }

    /** Runs the function on one event; an environment that failed to start or timed out is dead afterwards. */
    Result invoke(byte[] payload) throws InterruptedException {
        var requestId = UUID.randomUUID().toString();
        var started = System.nanoTime();
        try {
            api.initialised().get(INIT_LIMIT.toSeconds(), TimeUnit.SECONDS);
            started = System.nanoTime();
            var result = api.offer(requestId, payload, spec.timeout()).get(spec.timeoutSeconds(), TimeUnit.SECONDS);
            return metrics.ran(result, System.nanoTime() - started);
        } catch (TimeoutException e) {
            close();
            var sentence =
                    Instant.now() + " " + requestId + " Task timed out after " + spec.timeoutSeconds() + ".00 seconds";
            return metrics.ran(
                    new Result("Unhandled", ErrorDocument.of("Sandbox.Timedout", sentence)),
                    System.nanoTime() - started);
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof InitFailed init) {
                return metrics.ran(new Result("Unhandled", init.document()), System.nanoTime() - started);
            }
            throw new IllegalStateException("The function " + spec.name() + " could not be run", e.getCause());
        }
    }

    /** Whether it can take an event, given what the function reaches now. */
    boolean fits(Reach now) {
        return process.isAlive() && reach.equals(now);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        api.close();
    }
}
