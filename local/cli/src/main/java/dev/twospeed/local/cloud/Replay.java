package dev.twospeed.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Puts events back into the stream that Firehose wrote to S3: those that failed, or all from the backup of the source.
 *
 * <p>What was done is kept in the bucket, under {@code replay/}: a mark for each object that was replayed, and for each event how
 * often. An event that has been replayed {@link #MOST_ATTEMPTS} times is left where it is: it fails for a reason of its own.
 * Attempts are noted before and the mark is set after an object's events were acknowledged, so that a run killed in between is
 * taken up again: its events may then come twice, never not at all.
 */
public final class Replay {
    /** How often an event is put back. */
    public static final int MOST_ATTEMPTS = 3;

    private static final String MARKS = "replay/done/";
    private static final String ATTEMPTS = "replay/attempts/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final S3Client s3;
    private final EventSender sender;
    private final String bucket;
    private final boolean dryRun;
    private long objects;
    private long done;
    private long events;
    private long exhausted;

    /**
     * Prepares it for one bucket.
     *
     * @param dryRun only counts
     */
    public Replay(S3Client s3, EventSender sender, String bucket, boolean dryRun) {
        this.s3 = s3;
        this.sender = sender;
        this.bucket = bucket;
        this.dryRun = dryRun;
    }

    /**
     * What was done, or would be.
     *
     * @param objects that were read
     * @param done objects that an earlier run had replayed
     * @param events that were put into the stream
     * @param exhausted events that had been replayed as often as they may be
     */
    public record Result(long objects, long done, long events, long exhausted) {}

    /** Replays what is under a prefix and was written at a time or later. */
    public Result under(String prefix, Instant since) throws InterruptedException {
        for (var object :
                s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents()) {
            if (object.lastModified().isBefore(since)) {
                continue;
            }
            if (exists(MARKS + object.key())) {
                done++;
            } else {
                replay(object);
            }
        }
        return new Result(objects, done, events, exhausted);
    }

    private void replay(S3Object object) throws InterruptedException {
        objects++;
        for (var event : events(object.key())) {
            var attempts = ATTEMPTS + name(event);
            var made = attempts(attempts);
            if (made >= MOST_ATTEMPTS) {
                exhausted++;
                continue;
            }
            events++;
            if (!dryRun) {
                write(attempts, String.valueOf(made + 1));
                sender.send(partitionKey(event), event);
            }
        }
        if (!dryRun) {
            sender.flush();
            write(MARKS + object.key(), Instant.now().toString());
        }
    }

    private List<byte[]> events(String key) {
        var content = content(key);
        var events = new ArrayList<byte[]>();
        for (var record : EventBytes.records(content)) {
            var raw = json(record).path("rawData");
            events.add(raw.isTextual() ? Base64.getDecoder().decode(raw.asText()) : record);
        }
        events.removeIf(event -> event.length == 0);
        return events;
    }

    private byte[] content(String key) {
        var content = s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray();
        if (content.length < 2 || content[0] != (byte) 0x1f || content[1] != (byte) 0x8b) {
            return content;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Reading s3://" + bucket + "/" + key + " failed: it is no complete gzip file", e);
        }
    }

    /** The event's own id where it has one; else what it says. As a hash, because names of objects end in access logs. */
    private static String name(byte[] event) {
        var id = json(event).path("event_id");
        var named = id.isTextual() ? id.asText().getBytes(StandardCharsets.UTF_8) : event;
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(named));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String partitionKey(byte[] event) {
        var customer = json(event).path("customer_number").asText();
        return customer.isEmpty() ? "none" : customer;
    }

    private static JsonNode json(byte[] record) {
        try {
            return JSON.readTree(record);
        } catch (IOException e) {
            return MissingNode.getInstance(); // a record that failed because it is no JSON is replayed as it is
        }
    }

    private int attempts(String key) {
        try {
            return Integer.parseInt(
                    s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String());
        } catch (NoSuchKeyException e) {
            return 0;
        }
    }

    private boolean exists(String key) {
        try {
            s3.headObject(r -> r.bucket(bucket).key(key));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return false;
            }
            throw e;
        }
    }

    private void write(String key, String content) {
        s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(content));
    }
}
