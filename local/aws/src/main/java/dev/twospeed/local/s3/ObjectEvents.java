package dev.twospeed.local.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.twospeed.local.events.EventSink;
import dev.twospeed.local.iam.AccessKeys;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Publishes {@code Object Created} in EventBridge's shape for buckets that ask for it. */
final class ObjectEvents {
    /** What the file store keeps of an unfinished multipart upload under names of its own. */
    private static final String BOOKKEEPING = ".s3proxy-mpu-stub-";

    private final Predicate<String> asked;
    private final EventSink events;
    private final AtomicLong sequencer = new AtomicLong(System.currentTimeMillis() << 20);

    ObjectEvents(Predicate<String> asked, EventSink events) {
        this.asked = asked;
        this.events = events;
    }

    /**
     * Tells of a write that has succeeded.
     *
     * @param reason the API that wrote it, such as {@code PutObject}
     */
    void created(String bucket, String key, long size, String etag, @Nullable String versionId, String reason) {
        if (!asked.test(bucket) || key.startsWith(BOOKKEEPING)) {
            return;
        }
        var detail = JsonNodeFactory.instance.objectNode();
        detail.put("version", "0");
        detail.putObject("bucket").put("name", bucket);
        var object = detail.putObject("object");
        object.put("key", key);
        object.put("size", size);
        object.put("etag", etag.replace("\"", ""));
        if (versionId != null) {
            object.put("version-id", versionId);
        }
        object.put("sequencer", String.format(Locale.ROOT, "%018X", sequencer.incrementAndGet()));
        detail.put(
                "request-id",
                UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT));
        detail.put("requester", AccessKeys.ACCOUNT);
        detail.put("source-ip-address", "127.0.0.1");
        detail.put("reason", reason);
        events.publish("aws.s3", "Object Created", detail);
    }
}
