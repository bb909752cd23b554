package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A policy lets nobody in without a condition that names who. */
public final class S3BucketForbidPublicPolicy implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("s3-bucket-forbid-public-policy", Severity.CRITICAL)
                .holds("S3 bucket policies let in nobody whom they do not name.")
                .because("The bucket is read or written by the world as soon as its access block is taken away.")
                .fix("Name the principals, or add a condition on the account or the VPC.")
                .implementing(Controls.fsbp("S3.2"), Controls.fsbp("S3.3"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:s3/bucketPolicy:BucketPolicy");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.isPublic(it.get("policy")), "a statement allows everybody without a condition");
    }
}
