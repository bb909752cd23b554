package dev.twospeed.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads the delivered recommendations of some events, one object after the other as they arrive. */
public final class Deliveries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final Predicate<String> wanted;
    private final Set<String> readKeys = new HashSet<>();
    private final Map<String, JsonNode> byEvent = new LinkedHashMap<>();
    private final Map<String, Instant> seenAt = new HashMap<>();
    private long repeated;

    /**
     * Looks at what is under a prefix.
     *
     * @param wanted chooses events by their id
     */
    public Deliveries(S3Client s3, String bucket, String prefix, Predicate<String> wanted) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
        this.wanted = wanted;
    }

    /** Takes what was delivered before now as read, without looking inside. */
    public void skipExisting() {
        objects().forEach(object -> readKeys.add(object.key()));
    }

    /** Reads the objects that came since the last look. */
    public void look() {
        for (var object : objects()) {
            if (readKeys.add(object.key())) {
                read(object.key(), Instant.now());
            }
        }
    }

    /** The records so far, one for each event; a repeated delivery of the same event is counted, not kept. */
    public Map<String, JsonNode> records() {
        return Map.copyOf(byEvent);
    }

    /** When a look found the object with an event's record: S3 itself tells whole seconds only. */
    public Map<String, Instant> seenAt() {
        return Map.copyOf(seenAt);
    }

    /** How many records came more than once, which at-least-once delivery allows. */
    public long repeated() {
        return repeated;
    }

    private Iterable<S3Object> objects() {
        return s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents();
    }

    private void read(String key, Instant seen) {
        try (var lines = new BufferedReader(
                new InputStreamReader(s3.getObject(r -> r.bucket(bucket).key(key)), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var record = JSON.readTree(line);
                var event = record.path("event_id").asText();
                if (!wanted.test(event)) {
                    continue;
                }
                if (byEvent.putIfAbsent(event, record) == null) {
                    seenAt.put(event, seen);
                } else {
                    repeated++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Reading s3://" + bucket + "/" + key + " failed", e);
        }
    }
}
