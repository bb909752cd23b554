package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that nobody waits for: written down, tried as often as AWS does, then kept as dead letters.
 *
 * <p>An event is a file until it is handled, so that none is lost when the embedded AWS is killed; then it may be
 * handled twice, as on AWS.
 */
final class AsyncInvocations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncInvocations.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionInvoker functions;
    private final FailureDestination destination;
    private final Path queue;
    private final Path deadLetters;
    private final Duration retryDelay;
    private final Map<FunctionName, EventInvokeConfig> configs = new ConcurrentHashMap<>();
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(2, task -> {
        var thread = new Thread(task, "lambda-async");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param destination takes the records of events that were given up
     * @param folder for the queue, and for dead letters that no destination takes
     * @param retryDelay before the first retry, twice that before the second; AWS waits a minute
     */
    AsyncInvocations(FunctionInvoker functions, FailureDestination destination, Path folder, Duration retryDelay) {
        this.functions = functions;
        this.destination = destination;
        this.queue = folder.resolve("queue");
        this.deadLetters = folder.resolve("dead-letters");
        this.retryDelay = retryDelay;
    }

    void configure(FunctionName function, EventInvokeConfig config) {
        configs.put(function, config);
    }

    void forget(FunctionName function) {
        configs.remove(function);
    }

    /** Accepts an event; it is safe when this returns. */
    void add(String function, byte[] payload) {
        var event = new QueuedEvent(UUID.randomUUID().toString(), function, payload, System.currentTimeMillis());
        try {
            Files.createDirectories(queue);
            var temporary = queue.resolve(event.id() + ".tmp");
            JSON.writeValue(temporary.toFile(), event);
            Files.move(temporary, file(event), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The event for " + function + " could not be kept in " + queue, e);
        }
        workers.execute(() -> attempt(event, 1));
    }

    /** Goes on with what was accepted before the embedded AWS was started. */
    void resume() {
        if (!Files.isDirectory(queue)) {
            return;
        }
        try (var files = Files.list(queue)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                var event = JSON.readValue(file.toFile(), QueuedEvent.class);
                workers.execute(() -> attempt(event, 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The events kept in " + queue + " could not be read", e);
        }
    }

    private void attempt(QueuedEvent event, int attempt) {
        var config = configs.getOrDefault(FunctionName.parse(event.function()), EventInvokeConfig.DEFAULT);
        byte[] problem;
        try {
            var result = functions.invoke(event.function(), event.payload());
            if (result.functionError() == null) {
                handled(event);
                return;
            }
            problem = result.payload();
        } catch (AwsError e) {
            problem = ErrorDocument.of(e.code(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("An event for {} could not be handled", event.function(), e);
            problem = ErrorDocument.of("ServiceException", String.valueOf(e.getMessage()));
        }
        if (workers.isShutdown()) {
            return; // its file is taken up by the next start
        }
        var tooOld = event.olderThan(Duration.ofSeconds(config.maximumAgeSeconds()));
        if (attempt <= config.retries() && !tooOld) {
            workers.schedule(() -> attempt(event, attempt + 1), retryDelay.toMillis() * attempt, TimeUnit.MILLISECONDS);
        } else {
            bury(event, attempt, tooOld ? "EventAgeExceeded" : "RetriesExhausted", problem, config);
        }
    }

    private synchronized void bury(
            QueuedEvent event, int attempts, String condition, byte[] problem, EventInvokeConfig config) {
        var name = FunctionName.parse(event.function()).name();
        LOG.warn(
                "An event for the function {} failed {} times and is a dead letter: {}",
                name,
                attempts,
                ErrorDocument.message(problem));
        var letter =
                event.deadLetter(event.function(), attempts, condition, problem).toString();
        if (!sent(event, config, letter)) {
            keep(name, letter);
        }
        handled(event);
    }

    private boolean sent(QueuedEvent event, EventInvokeConfig config, String letter) {
        if (config.onFailure() == null) {
            return false;
        }
        try {
            destination.send(event.function(), config.onFailure(), letter);
            return true;
        } catch (AwsError e) {
            LOG.warn("{} did not take a dead letter of {}: {}", config.onFailure(), event.function(), e.getMessage());
            return false;
        }
    }

    /** AWS would lose it; here it can be looked at. */
    private void keep(String function, String letter) {
        try {
            Files.createDirectories(deadLetters);
            Files.writeString(
                    deadLetters.resolve(function + ".jsonl"),
                    letter + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("The dead letter of {} could not be kept in {}", function, deadLetters, e);
        }
    }

    private void handled(QueuedEvent event) {
        try {
            Files.delete(file(event));
        } catch (NoSuchFileException e) {
            LOG.debug("{} had gone", file(event), e); // the state folder was deleted meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException("The handled event " + file(event) + " could not be deleted", e);
        }
    }

    private Path file(QueuedEvent event) {
        return queue.resolve(event.id() + ".json");
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
