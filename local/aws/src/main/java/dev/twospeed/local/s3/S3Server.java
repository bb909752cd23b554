package dev.twospeed.local.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.engines.LocalAuthority;
import dev.twospeed.local.events.EventSink;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;

/**
 * The embedded S3: endpoints with and without TLS, as S3 has, whose buckets are folders and whose objects are plain files.
 *
 * <p>Buckets belong to stacks: a bucket that no stack made does not exist. Requests are signed with keys of
 * {@link AccessKeys}; an unknown key is refused as {@code InvalidAccessKeyId}, and what the policies do not allow as
 * {@code AccessDenied}. Buckets whose stack turned EventBridge
 * notification on publish {@code Object Created} for each write, over HTTP or by a stack.
 */
public final class S3Server implements DataPlane, AutoCloseable {
    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
    private static final String NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";

    private final S3Proxy proxy;
    private final BlobStore files;
    private final BlobStore store;
    private final BucketEncryption encryption = new BucketEncryption();
    private final Set<String> notifyingBuckets = ConcurrentHashMap.newKeySet();

    /**
     * Where a server listens on 127.0.0.1.
     *
     * @param port with TLS; 0 for any free port
     * @param plainPort without; 0 for any free port
     * @param authority signs its certificate
     */
    public record Listening(int port, int plainPort, LocalAuthority authority) {}

    /**
     * Opens the store and starts to listen on 127.0.0.1.
     *
     * @param folder where buckets are kept; made when absent
     * @throws UncheckedIOException when the folder cannot be used or a port is taken
     */
    public S3Server(Path folder, Listening listening, AccessKeys keys, Access access, EventSink events) {
        var buckets = folder.resolve("buckets");
        UnfinishedWrites unfinished;
        try {
            Files.createDirectories(buckets);
            unfinished = UnfinishedWrites.open(folder.resolve("unfinished"), buckets);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded S3 could not open its folder " + folder, e);
        }
        files = new FilesystemNio2BlobStore(buckets.toString());
        var notifications = new ObjectEvents(notifyingBuckets::contains, events);
        store = new StackStore(files, unfinished, notifications, folder);
        // The default identity is only a placeholder: the locator below decides for each key.
        var operator = keys.of(AccessKeys.OPERATOR);
        proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:" + listening.plainPort()))
                .secureEndpoint(URI.create("https://127.0.0.1:" + listening.port()))
                .sslContext(listening.authority().issue().sslContext())
                .awsAuthentication(AuthenticationType.AWS_V4, operator.id(), operator.secret())
                .ignoreUnknownHeaders(true)
                .stopTimeout(0)
                .build();
        ProxyFilters.install(proxy, new WholeBodies(), new S3Access(keys, access, encryption, this::missing));
        proxy.setBlobStoreLocator((identity, container, key) -> identity == null
                ? null
                : keys.principal(identity)
                        .map(principal -> new AccessGrant(
                                keys.of(principal).secret(), new SeparateDeletions(store, access, principal)))
                        .orElse(null));
        start(listening);
    }

    private void start(Listening listening) {
        try {
            proxy.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded S3 could not listen on ports " + listening.port() + " and " + listening.plainPort()
                            + " of 127.0.0.1: another program has one",
                    e);
        } catch (Exception e) {
            throw new IllegalStateException("The embedded S3 did not start on port " + listening.port(), e);
        }
    }

    /** Where it listens, such as {@code https://127.0.0.1:9000}. */
    public URI endpoint() {
        return URI.create("https://127.0.0.1:" + proxy.getSecurePort());
    }

    /** Where it listens without TLS, for whom buckets let in that way. */
    public URI plainEndpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    @Override
    public Set<String> types() {
        return Set.of(BUCKET, OBJECT, NOTIFICATION, BucketEncryption.TYPE);
    }

    @Override
    public ObjectNode create(Resource resource) {
        switch (resource.type()) {
            case BUCKET -> createBucket(bucketOf(resource));
            case OBJECT -> {
                return put(resource);
            }
            case NOTIFICATION -> notifies(resource);
            case BucketEncryption.TYPE -> encryption.put(resource);
            default -> throw unknown(resource);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        switch (after.type()) {
            case BUCKET -> {}
            case OBJECT -> {
                return put(after);
            }
            case NOTIFICATION -> notifies(after);
            case BucketEncryption.TYPE -> encryption.put(after);
            default -> throw unknown(after);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void delete(Resource resource) {
        switch (resource.type()) {
            case BUCKET -> deleteBucket(resource);
            case OBJECT -> deleteObject(resource);
            case NOTIFICATION -> notifyingBuckets.remove(bucketOf(resource));
            case BucketEncryption.TYPE -> encryption.remove(resource);
            default -> throw unknown(resource);
        }
    }

    @Override
    public void resume(Resource resource) {
        switch (resource.type()) {
            case BUCKET -> createBucket(bucketOf(resource));
            case OBJECT -> {}
            case NOTIFICATION -> notifies(resource);
            case BucketEncryption.TYPE -> encryption.put(resource);
            default -> throw unknown(resource);
        }
    }

    private boolean missing(String bucket, String key) {
        return files.containerExists(bucket) && !files.blobExists(bucket, key);
    }

    private void createBucket(String bucket) {
        try {
            var unused = files.createContainer(bucket);
        } catch (BucketAlreadyOwnedByYouException e) {
            // us-east-1 answers the owner's second CreateBucket with success, and so does a deployment that was
            // killed before its state was written.
        }
    }

    private void deleteBucket(Resource resource) {
        var bucket = bucketOf(resource);
        try {
            if (resource.inputs().path("forceDestroy").asBoolean()) {
                files.deleteContainer(bucket);
            } else {
                files.deleteBucket(bucket);
            }
        } catch (AwsServiceException e) {
            throw refusal(
                    e,
                    "Deleting bucket " + bucket
                            + ": it holds objects; delete them or set forceDestroy, then try again");
        }
        notifyingBuckets.remove(bucket);
    }

    private ObjectNode put(Resource resource) {
        var object = StackObject.of(resource);
        try {
            var stored = store.putBlob(object.request(), object.open());
            var outputs = JsonNodeFactory.instance.objectNode();
            outputs.put("etag", stored.eTag().replace("\"", ""));
            outputs.put("versionId", stored.versionId() == null ? "" : stored.versionId());
            return outputs;
        } catch (AwsServiceException e) {
            throw refusal(e, "Writing s3://" + object.bucket() + "/" + object.key());
        }
    }

    private void deleteObject(Resource resource) {
        var bucket = bucketOf(resource);
        var key = StackObject.keyOf(resource);
        try {
            var unused = store.removeBlob(
                    DeleteObjectRequest.builder().bucket(bucket).key(key).build());
        } catch (AwsServiceException e) {
            if (e.statusCode() != 404) {
                throw refusal(e, "Deleting s3://" + bucket + "/" + key);
            }
        }
    }

    private void notifies(Resource resource) {
        var bucket = bucketOf(resource);
        if (!files.containerExists(bucket)) {
            throw new AwsError(
                    404, "NoSuchBucket", "Notification of bucket " + bucket + ": no stack made such a bucket");
        }
        if (resource.inputs().path("eventbridge").asBoolean()) {
            notifyingBuckets.add(bucket);
        } else {
            notifyingBuckets.remove(bucket);
        }
    }

    static String bucketOf(Resource resource) {
        var bucket = resource.inputs().path("bucket").asText("");
        if (bucket.isEmpty()) {
            bucket = resource.outputs().path("bucket").asText(resource.id());
        }
        return bucket.startsWith("arn:aws:s3:::") ? bucket.substring("arn:aws:s3:::".length()) : bucket;
    }

    private static AwsError refusal(AwsServiceException e, String asked) {
        var details = e.awsErrorDetails();
        return details == null
                ? new AwsError(e.statusCode(), "InternalError", asked + ": " + e.getMessage())
                : new AwsError(e.statusCode(), details.errorCode(), asked + ": " + details.errorMessage());
    }

    private static IllegalArgumentException unknown(Resource resource) {
        return new IllegalArgumentException("The embedded S3 does not serve " + resource.type());
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The embedded S3 did not stop", e);
        }
    }
}
