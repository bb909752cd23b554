package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Every bucket's policy denies requests without TLS to everybody. */
public final class S3BucketRequireTls implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("s3-bucket-require-tls", Severity.MEDIUM)
                .holds("S3 bucket policies deny requests without TLS.")
                .because("What is sent in the clear is read and changed on the way.")
                .fix("Add a BucketPolicy that denies s3:* to * where aws:SecureTransport is false.")
                .implementing(Controls.fsbp("S3.5"), Controls.cdkNag("AwsSolutions-S10"));
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
                                "aws:s3/bucketPolicy:BucketPolicy",
                                policy -> AccessPolicies.deniesPlain(policy.get("policy"), "s3:AnyAction"))
                        .or(AccessPolicies.deniesPlain(it.get("policy"), "s3:AnyAction")),
                "no bucket policy denies requests to this bucket without TLS");
    }
}
