package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.Truth;
import java.util.Set;
import java.util.function.Function;

/** How S3 buckets and the resources that configure them belong together. */
final class Buckets {
    static final Set<String> TYPES = Set.of("aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket");

    private Buckets() {}

    /** Whether a resource of a type is there for the bucket and satisfies a condition. */
    static Truth has(
            PolicyResource bucket, StackResources stack, String type, Function<PolicyResource, Truth> condition) {
        return stack.ofType(type)
                .map(part -> part.refersTo(bucket, "bucket", "bucket").and(condition.apply(part)))
                .reduce(Truth.FALSE, Truth::or);
    }

    /** Whether access logs of other buckets are delivered to it. */
    static Truth receivesAccessLogs(PolicyResource bucket, StackResources stack) {
        return stack.ofType("aws:s3/bucketLoggingV2:BucketLoggingV2", "aws:s3/bucketLogging:BucketLogging")
                .map(logging -> logging.refersTo(bucket, "targetBucket", "bucket"))
                .reduce(Truth.FALSE, Truth::or);
    }
}
