package dev.twospeed.local.cloud;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Removes a customer's records from what Firehose wrote: each version of each object is read, and what holds the customer is
 * replaced by a version that does not and then deleted for good.
 *
 * <p>Killed halfway it leaves either version or both; the next run finds what is left.
 */
public final class Erasure {
    private final S3Client s3;
    private final String bucket;
    private final long customer;
    private final boolean dryRun;
    private final boolean versioned;
    private long objects;
    private long touched;
    private long records;

    /**
     * Prepares it for one bucket.
     *
     * @param dryRun only counts
     */
    public Erasure(S3Client s3, String bucket, long customer, boolean dryRun) {
        this.s3 = s3;
        this.bucket = bucket;
        this.customer = customer;
        this.dryRun = dryRun;
        versioned = s3.getBucketVersioning(r -> r.bucket(bucket)).status() == BucketVersioningStatus.ENABLED;
    }

    /**
     * What was done, or would be.
     *
     * @param objects versions of objects that were read
     * @param touched those that held the customer
     * @param records the customer's records in them
     */
    public record Result(long objects, long touched, long records) {}

    private record Version(String key, @Nullable String id, boolean current) {}

    /** Goes through everything under a prefix; results add up. */
    public Result under(String prefix) {
        // Listed before anything changes: the listing must not see what this writes.
        for (var version : versions(prefix)) {
            erase(version);
        }
        return new Result(objects, touched, records);
    }

    private List<Version> versions(String prefix) {
        if (!versioned) {
            return s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
                    .map(object -> new Version(object.key(), null, true))
                    .toList();
        }
        return s3.listObjectVersionsPaginator(r -> r.bucket(bucket).prefix(prefix)).versions().stream()
                .map(version -> new Version(version.key(), version.versionId(), version.isLatest()))
                .toList();
    }

    private void erase(Version version) {
        var found = s3.getObjectAsBytes(r -> r.bucket(bucket).key(version.key()).versionId(version.id()));
        var content = found.asByteArray();
        var packed = content.length > 1 && content[0] == (byte) 0x1f && content[1] == (byte) 0x8b;
        var events = EventBytes.without(packed ? unpack(content, version.key()) : content, customer);
        objects++;
        if (events.removed() == 0) {
            return;
        }
        touched++;
        records += events.removed();
        if (dryRun) {
            return;
        }
        if (version.current()) {
            replace(version.key(), events.kept(), packed, found.response());
        }
        if (version.id() != null) {
            s3.deleteObject(r -> r.bucket(bucket).key(version.key()).versionId(version.id()));
        }
    }

    private void replace(String key, byte[] kept, boolean packed, GetObjectResponse before) {
        if (kept.length == 0) {
            s3.deleteObject(r -> r.bucket(bucket).key(key));
            return;
        }
        s3.putObject(
                r -> r.bucket(bucket)
                        .key(key)
                        .contentType(before.contentType())
                        .contentEncoding(before.contentEncoding())
                        .metadata(before.metadata()),
                RequestBody.fromBytes(packed ? pack(kept) : kept));
    }

    private byte[] unpack(byte[] content, String key) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Reading s3://" + bucket + "/" + key + " failed: it is no complete gzip file; look at it, delete it"
                            + " if it is of no use, and run this again",
                    e);
        }
    }

    private static byte[] pack(byte[] content) {
        var packed = new ByteArrayOutputStream(content.length / 4);
        try (var out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("Packing in memory cannot fail", e);
        }
        return packed.toByteArray();
    }
}
