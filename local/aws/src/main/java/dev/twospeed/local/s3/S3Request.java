package dev.twospeed.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request to S3 as the permissions it needs.
 *
 * @param bucket empty for the list of all buckets
 * @param key empty for requests to a bucket
 * @param needs every one of them is needed
 * @param reads whether it reads an object or its metadata
 * @param writes whether it writes data
 * @param multipart whether it is part of a multipart upload
 * @param copied ARN of the object whose content it takes
 * @param keyId the key that the request itself names for encryption
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">Actions</a>
 */
record S3Request(
        String bucket,
        String key,
        List<Need> needs,
        boolean reads,
        boolean readsData,
        boolean writes,
        boolean multipart,
        Optional<String> copied,
        Optional<String> keyId) {
    private static final String ARN = "arn:aws:s3:::";
    /** Bucket settings whose action is named otherwise than the parameter. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("acl", "BucketAcl"),
            Map.entry("encryption", "EncryptionConfiguration"),
            Map.entry("lifecycle", "LifecycleConfiguration"),
            Map.entry("location", "BucketLocation"),
            Map.entry("notification", "BucketNotification"),
            Map.entry("policy", "BucketPolicy"),
            Map.entry("tagging", "BucketTagging"),
            Map.entry("versioning", "BucketVersioning"),
            Map.entry("object-lock", "BucketObjectLockConfiguration"));

    /** One permission. */
    record Need(String action, String resource, Map<String, String> context) {}

    String bucketArn() {
        return ARN + bucket;
    }

    String objectArn() {
        return ARN + bucket + "/" + key;
    }

    static S3Request of(HttpServletRequest request) {
        var path = decoded(request.getRequestURI().substring(1));
        int slash = path.indexOf('/');
        var bucket = slash < 0 ? path : path.substring(0, slash);
        var key = slash < 0 ? "" : path.substring(slash + 1);
        var query = query(request.getQueryString());
        var parsed = new Parser(request, bucket, key, query);
        return parsed.parse();
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String text) {
        var query = new HashMap<String, String>();
        if (text != null) {
            for (var parameter : text.split("&")) {
                var pair = parameter.split("=", 2);
                query.put(
                        decoded(pair[0].replace("+", "%20")),
                        pair.length == 1 ? "" : decoded(pair[1].replace("+", "%20")));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private record Parser(HttpServletRequest request, String bucket, String key, Map<String, String> query) {
        S3Request parse() {
            var method = request.getMethod();
            var copySource = Optional.ofNullable(request.getHeader("x-amz-copy-source"))
                    .map(source -> decoded(source.startsWith("/") ? source.substring(1) : source))
                    .map(source -> ARN + source.split("\\?", 2)[0]);
            var needs = new ArrayList<Need>();
            copySource.ifPresent(source -> needs.add(new Need("s3:GetObject", source, Map.of())));
            if (bucket.isEmpty()) {
                needs.add(new Need("s3:ListAllMyBuckets", "*", Map.of()));
            } else if (key.isEmpty()) {
                bucketAction(method).ifPresent(action -> needs.add(new Need(action, ARN + bucket, listing())));
            } else {
                needs.add(new Need(objectAction(method), ARN + bucket + "/" + key, Map.of()));
                if (request.getHeader("x-amz-tagging") != null) {
                    needs.add(new Need("s3:PutObjectTagging", ARN + bucket + "/" + key, Map.of()));
                }
            }
            var action = needs.isEmpty() ? "" : needs.get(needs.size() - 1).action();
            var reads = !key.isEmpty() && action.startsWith("s3:GetObject");
            return new S3Request(
                    bucket,
                    key,
                    List.copyOf(needs),
                    reads,
                    reads && method.equals("GET") && subresource().isEmpty(),
                    !key.isEmpty()
                            && action.startsWith("s3:PutObject")
                            && subresource().isEmpty(),
                    query.containsKey("uploadId"),
                    copySource,
                    Optional.ofNullable(request.getHeader("x-amz-server-side-encryption-aws-kms-key-id")));
        }

        private Optional<String> subresource() {
            return List.of("tagging", "acl", "retention", "legal-hold", "attributes").stream()
                    .filter(query::containsKey)
                    .findFirst();
        }

        /** Nothing for the deletion of several objects: each is judged where its name is read. */
        private Optional<String> bucketAction(String method) {
            if (method.equals("POST") && query.containsKey("delete")) {
                return Optional.empty();
            }
            for (var setting : SETTINGS.entrySet()) {
                if (query.containsKey(setting.getKey())) {
                    return Optional.of((method.equals("GET") ? "s3:Get" : "s3:Put") + setting.getValue());
                }
            }
            if (query.containsKey("uploads")) {
                return Optional.of("s3:ListBucketMultipartUploads");
            }
            if (query.containsKey("versions")) {
                return Optional.of("s3:ListBucketVersions");
            }
            return Optional.of(
                    switch (method) {
                        case "GET", "HEAD" -> "s3:ListBucket";
                        case "PUT" -> "s3:CreateBucket";
                        case "DELETE" -> "s3:DeleteBucket";
                        default -> "s3:PutObject";
                    });
        }

        private Map<String, String> listing() {
            var context = new HashMap<String, String>();
            for (var name : List.of("prefix", "delimiter", "max-keys")) {
                if (query.containsKey(name)) {
                    context.put("s3:" + name, query.get(name));
                }
            }
            return context;
        }

        private String objectAction(String method) {
            var version = query.containsKey("versionId") ? "Version" : "";
            var kind =
                    method.equals("GET") || method.equals("HEAD") ? "Get" : method.equals("DELETE") ? "Delete" : "Put";
            var subresource = subresource();
            if (subresource.isPresent()) {
                return "s3:" + kind + "Object" + version
                        + switch (subresource.get()) {
                            case "tagging" -> "Tagging";
                            case "acl" -> "Acl";
                            case "retention" -> "Retention";
                            case "legal-hold" -> "LegalHold";
                            default -> "Attributes";
                        };
            }
            if (query.containsKey("uploadId") && !kind.equals("Put")) {
                return kind.equals("Delete") ? "s3:AbortMultipartUpload" : "s3:ListMultipartUploadParts";
            }
            return "s3:" + kind + "Object" + (kind.equals("Put") ? "" : version);
        }
    }
}
