package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Every bucket encrypts with a KMS key by default, save those that take access logs: S3 cannot deliver them so. */
public final class S3BucketEncryptWithKms implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("s3-bucket-encrypt-with-kms", Severity.MEDIUM)
                .holds("S3 buckets encrypt with a KMS key, and keep a bucket key to save requests to it.")
                .because("A key of your own decides who can read, shows who did, and can be taken away.")
                .fix("Add a BucketServerSideEncryptionConfigurationV2 with sseAlgorithm aws:kms and bucketKeyEnabled.")
                .implementing(Controls.securityHub("S3.17"));
    }

    @Override
    public Set<String> types() {
        return Buckets.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                Buckets.hasEither(
                                it,
                                stack,
                                "BucketServerSideEncryptionConfiguration",
                                part -> part.get("rules")
                                        .any(rule -> rule.at("applyServerSideEncryptionByDefault.sseAlgorithm")
                                                .matches(name -> name.startsWith("aws:kms"))
                                                .and(rule.get("bucketKeyEnabled")
                                                        .isTrue())))
                        .or(Buckets.receivesAccessLogs(it, stack)),
                "no default encryption with a KMS key and bucket key belongs to this bucket");
    }
}
