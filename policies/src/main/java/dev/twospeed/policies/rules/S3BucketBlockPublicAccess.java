package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;
import java.util.stream.Stream;

/** Every bucket has a public access block with all four settings on. */
public final class S3BucketBlockPublicAccess implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("s3-bucket-block-public-access", Severity.CRITICAL)
                .holds("S3 buckets block all public access.")
                .because("One careless policy or ACL later the bucket is open to the world.")
                .fix("Add a BucketPublicAccessBlock with all four settings true.")
                .implementing(Controls.fsbp("S3.8"), Controls.cdkNag("AwsSolutions-S2"));
    }

    @Override
    public Set<String> types() {
        return Buckets.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                Buckets.has(
                        it,
                        stack,
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                        block -> Stream.of(
                                        "blockPublicAcls",
                                        "blockPublicPolicy",
                                        "ignorePublicAcls",
                                        "restrictPublicBuckets")
                                .map(setting -> block.get(setting).isTrue())
                                .reduce(Truth.TRUE, Truth::and)),
                "no public access block with all four settings belongs to this bucket");
    }
}
