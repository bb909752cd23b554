package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every bucket has a public access block with all four settings on. */
public final class S3BucketBlockPublicAccess implements StackRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "s3-bucket-block-public-access",
                "S3 buckets block all public access.",
                Severity.CRITICAL,
                List.of("AWS FSBP S3.8", "cdk-nag AwsSolutions-S2"),
                "Add a BucketPublicAccessBlock with all four settings true.",
                "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8");
    }

    @Override
    public Set<String> types() {
        return Buckets.TYPES;
    }

    @Override
    public Verdict check(PolicyResource bucket, StackResources stack) {
        var blocked = Buckets.has(
                bucket,
                stack,
                "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                block -> Stream.of("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
                        .map(setting -> block.get(setting).isTrue())
                        .reduce(Truth.TRUE, Truth::and));
        return Verdict.mustHold(blocked, "no public access block with all four settings belongs to this bucket");
    }
}
