package dev.twospeed.local.messaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One queue: a file a message until it is deleted, so that none is lost when the embedded AWS is killed.
 *
 * <p>What was received and not deleted is seen again after the visibility timeout, and after a restart.
 */
final class Queue {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<String, QueuedMessage> messages = new HashMap<>();
    private final Map<String, Long> hiddenUntil = new HashMap<>();
    private final Map<String, String> receipts = new HashMap<>();
    private Resource resource;

    Queue(Path folder, Resource resource) {
        this.folder = folder;
        this.resource = resource;
        try {
            Files.createDirectories(folder);
            try (var files = Files.newDirectoryStream(folder, "*.json")) {
                for (var file : files) {
                    var message = JSON.readValue(file.toFile(), QueuedMessage.class);
                    messages.put(message.id(), message);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The messages of the queue in " + folder + " could not be read", e);
        }
    }

    synchronized void change(Resource changed) {
        resource = changed;
    }

    synchronized String arn() {
        return resource.outputs().path("arn").asText();
    }

    synchronized String url() {
        return resource.id();
    }

    synchronized String key() {
        return resource.inputs().path("kmsMasterKeyId").asText();
    }

    synchronized String send(String body, Map<String, String> attributes) {
        var message = new QueuedMessage(UUID.randomUUID().toString(), body, attributes, System.currentTimeMillis(), 0);
        write(message);
        messages.put(message.id(), message);
        notifyAll();
        return message.id();
    }

    /** Messages and the receipts by which they are deleted; waits for the first one. */
    synchronized List<Received> receive(int most, Duration wait, Duration hidden) throws InterruptedException {
        var end = System.nanoTime() + wait.toNanos();
        while (true) {
            var now = System.currentTimeMillis();
            var found = messages.values().stream()
                    .filter(message -> hiddenUntil.getOrDefault(message.id(), 0L) <= now)
                    .sorted(Comparator.comparingLong(QueuedMessage::sentMillis))
                    .limit(most)
                    .toList();
            var left = end - System.nanoTime();
            if (!found.isEmpty() || left <= 0) {
                return found.stream()
                        .map(message -> hide(message, now + hidden.toMillis()))
                        .toList();
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
    }

    private Received hide(QueuedMessage message, long until) {
        var received = message.received();
        write(received);
        messages.put(message.id(), received);
        hiddenUntil.put(message.id(), until);
        var receipt = UUID.randomUUID().toString();
        receipts.put(receipt, message.id());
        return new Received(received, receipt);
    }

    synchronized void delete(String receipt) {
        var id = receipts.get(receipt);
        if (id == null) {
            throw new AwsError(
                    400, "ReceiptHandleIsInvalid", "The input receipt handle \"" + receipt + "\" is not a valid one.");
        }
        remove(id);
    }

    /** How many messages wait, and how many were received and not deleted. */
    synchronized Counts counts() {
        var now = System.currentTimeMillis();
        var hidden = messages.keySet().stream()
                .filter(id -> hiddenUntil.getOrDefault(id, 0L) > now)
                .count();
        return new Counts(messages.size() - hidden, hidden);
    }

    synchronized Duration visibilityTimeout() {
        return Duration.ofSeconds(
                resource.inputs().path("visibilityTimeoutSeconds").asInt(30));
    }

    /** Deletes the queue with all messages. */
    synchronized void deleteAll() {
        new ArrayList<>(messages.keySet()).forEach(this::remove);
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The queue in " + folder + " could not be deleted", e);
        }
    }

    private void remove(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException("The message " + id + " in " + folder + " could not be deleted", e);
        }
        messages.remove(id);
        hiddenUntil.remove(id);
    }

    private void write(QueuedMessage message) {
        try {
            var temporary = folder.resolve(message.id() + ".tmp");
            JSON.writeValue(temporary.toFile(), message);
            Files.move(
                    temporary, file(message.id()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The message " + message.id() + " could not be kept in " + folder, e);
        }
    }

    private Path file(String id) {
        return folder.resolve(id + ".json");
    }

    /** A message, and the receipt by which it is deleted. */
    record Received(QueuedMessage message, String receipt) {}

    /** How many messages can be received, and how many are hidden. */
    record Counts(long visible, long hidden) {}
}
