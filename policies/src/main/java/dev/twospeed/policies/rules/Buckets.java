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
        return stack.any(
                type,
                part -> stack.refers(part, "bucket", bucket, "bucket", "id").and(condition.apply(part)));
    }

    /** The same for a type whose name ends in {@code V2} in some versions of the provider and does not in others. */
    static Truth hasEither(
            PolicyResource bucket, StackResources stack, String name, Function<PolicyResource, Truth> condition) {
        var module = "aws:s3/" + Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return has(bucket, stack, module + "V2:" + name + "V2", condition)
                .or(has(bucket, stack, module + ":" + name, condition));
    }

    /** Whether access logs of other buckets are delivered to it. */
    static Truth receivesAccessLogs(PolicyResource bucket, StackResources stack) {
        return stack.any(
                        "aws:s3/bucketLoggingV2:BucketLoggingV2",
                        logging -> stack.refers(logging, "targetBucket", bucket, "bucket", "id"))
                .or(stack.any(
                        "aws:s3/bucketLogging:BucketLogging",
                        logging -> stack.refers(logging, "targetBucket", bucket, "bucket", "id")));
    }
}
