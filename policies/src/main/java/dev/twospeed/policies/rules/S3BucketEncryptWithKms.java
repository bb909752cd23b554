package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Every bucket encrypts with a KMS key by default, save those that take access logs: S3 cannot deliver them so. */
public final class S3BucketEncryptWithKms implements StackRule {
    private static final String ENCRYPTION =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";

    @Override
    public Metadata metadata() {
        return new Metadata(
                "s3-bucket-encrypt-with-kms",
                "S3 buckets encrypt with a KMS key, and keep a bucket key to save requests to it.",
                Severity.MEDIUM,
                List.of("AWS FSBP S3.17"),
                "Add a BucketServerSideEncryptionConfigurationV2 with sseAlgorithm aws:kms and bucketKeyEnabled.",
                "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17");
    }

    @Override
    public Set<String> types() {
        return Buckets.TYPES;
    }

    @Override
    public Verdict check(PolicyResource bucket, StackResources stack) {
        var encrypted = Buckets.has(
                bucket,
                stack,
                ENCRYPTION,
                part -> part.get("rules").any(rule -> {
                    var algorithm =
                            rule.get("applyServerSideEncryptionByDefault").get("sseAlgorithm");
                    return algorithm
                            .matches(name -> name.startsWith("aws:kms"))
                            .and(rule.get("bucketKeyEnabled").isTrue());
                }));
        return Verdict.mustHold(
                encrypted.or(Buckets.receivesAccessLogs(bucket, stack)),
                "no default encryption with a KMS key and bucket key belongs to this bucket");
    }
}
