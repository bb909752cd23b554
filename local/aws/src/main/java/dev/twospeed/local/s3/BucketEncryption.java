package dev.twospeed.local.s3;

import dev.twospeed.local.iam.Access;
import dev.twospeed.local.resource.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys with which buckets encrypt by default.
 *
 * <p>Nothing is encrypted on this machine; asked is what KMS would be asked on behalf of whoever reads or writes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html">SSE-KMS</a>
 */
final class BucketEncryption {
    static final String TYPE =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";

    private final Map<String, Key> keys = new ConcurrentHashMap<>();

    /** @param bucketKey whether one data key serves the whole bucket */
    private record Key(String id, boolean bucketKey) {}

    void put(Resource resource) {
        var rule = resource.inputs().path("rules").path(0);
        var key = rule.path("applyServerSideEncryptionByDefault")
                .path("kmsMasterKeyId")
                .asText("");
        var bucket = S3Server.bucketOf(resource);
        if (key.isEmpty()) {
            keys.remove(bucket); // S3's own key needs nobody's leave
        } else {
            keys.put(bucket, new Key(key, rule.path("bucketKeyEnabled").asBoolean()));
        }
    }

    void remove(Resource resource) {
        keys.remove(S3Server.bucketOf(resource));
    }

    /** Asks the keys that a request needs. */
    void check(Access access, String principal, S3Request request) {
        if (request.readsData()) {
            ask(access, principal, "kms:Decrypt", request, request.bucket(), request.objectArn());
        }
        request.copied().ifPresent(source -> {
            var path = source.substring("arn:aws:s3:::".length());
            ask(access, principal, "kms:Decrypt", request, path.split("/", 2)[0], source);
        });
        if (request.writes()) {
            ask(access, principal, "kms:GenerateDataKey", request, request.bucket(), request.objectArn());
            if (request.multipart()) {
                ask(access, principal, "kms:Decrypt", request, request.bucket(), request.objectArn());
            }
        }
    }

    private void ask(
            Access access, String principal, String action, S3Request request, String bucket, String objectArn) {
        var byDefault = Optional.ofNullable(keys.get(bucket));
        var named =
                request.writes() && action.equals("kms:GenerateDataKey") ? request.keyId() : Optional.<String>empty();
        named.or(() -> byDefault.map(Key::id)).ifPresent(key -> {
            var context = new HashMap<String, String>();
            context.put(
                    "kms:EncryptionContext:aws:s3:arn",
                    byDefault.filter(Key::bucketKey).isPresent() ? "arn:aws:s3:::" + bucket : objectArn);
            access.checkKey(principal, action, key, "s3", context);
        });
    }
}
