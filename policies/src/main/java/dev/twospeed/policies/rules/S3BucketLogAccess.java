package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Who read and wrote what is written down, in a bucket that logs nothing itself. */
public final class S3BucketLogAccess implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("s3-bucket-log-access", Severity.MEDIUM)
                .holds("S3 buckets log who accesses them, in another bucket.")
                .because("Without access logs nobody can tell afterwards who took what.")
                .fix("Add a BucketLoggingV2 with a targetBucket.")
                .implementing(Controls.fsbp("S3.9"), Controls.cdkNag("AwsSolutions-S1"));
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
                                "BucketLogging",
                                part -> part.get("targetBucket").isPresent())
                        .or(Buckets.receivesAccessLogs(it, stack)),
                "no access logging belongs to this bucket");
    }
}
