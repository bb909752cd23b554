package dev.twospeed.local.lambda;

import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events that nobody waits for: tried three times as AWS does, then kept as dead letters. */
final class AsyncInvocations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncInvocations.class);
    private static final int ATTEMPTS = 3;
    // AWS waits one minute and then two; nobody at a laptop does.
    private static final long RETRY_SECONDS = 5;

    private final FunctionInvoker functions;
    private final Path deadLetters;
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(2, task -> {
        var thread = new Thread(task, "lambda-async");
        thread.setDaemon(true);
        return thread;
    });

    AsyncInvocations(FunctionInvoker functions, Path deadLetters) {
        this.functions = functions;
        this.deadLetters = deadLetters;
    }

    void add(String function, byte[] payload) {
        workers.execute(() -> attempt(function, payload, 1));
    }

    private void attempt(String function, byte[] payload, int attempt) {
        String problem;
        try {
            var result = functions.invoke(function, payload);
            if (result.functionError() == null) {
                return;
            }
            problem = new String(result.payload(), StandardCharsets.UTF_8);
        } catch (AwsError e) {
            problem = e.getMessage();
        }
        if (attempt < ATTEMPTS && !workers.isShutdown()) {
            workers.schedule(() -> attempt(function, payload, attempt + 1), RETRY_SECONDS * attempt, TimeUnit.SECONDS);
        } else {
            keep(function, payload, problem);
        }
    }

    private synchronized void keep(String function, byte[] payload, String problem) {
        var name = FunctionName.parse(function).name();
        LOG.warn("An event for the function {} failed {} times and is a dead letter: {}", name, ATTEMPTS, problem);
        try {
            Files.createDirectories(deadLetters);
            Files.write(
                    deadLetters.resolve(name + ".jsonl"),
                    (new String(payload, StandardCharsets.UTF_8).replace("\n", " ") + "\n")
                            .getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("The dead letter of {} could not be kept in {}", name, deadLetters, e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
