package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Every bucket's policy denies requests without TLS to everybody. */
public final class S3BucketRequireTls implements StackRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "s3-bucket-require-tls",
                "S3 bucket policies deny requests without TLS.",
                Severity.MEDIUM,
                List.of("AWS FSBP S3.5", "cdk-nag AwsSolutions-S10"),
                "Add a BucketPolicy that denies s3:* to * where aws:SecureTransport is false.",
                "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5");
    }

    @Override
    public Set<String> types() {
        return Buckets.TYPES;
    }

    @Override
    public Verdict check(PolicyResource bucket, StackResources stack) {
        var denied = Buckets.has(
                        bucket, stack, "aws:s3/bucketPolicy:BucketPolicy", policy -> deniesPlain(policy.get("policy")))
                .or(deniesPlain(bucket.get("policy")));
        return Verdict.mustHold(denied, "no bucket policy denies requests to this bucket without TLS");
    }

    private static Truth deniesPlain(Value policy) {
        if (policy.isPresent() == Truth.FALSE) {
            return Truth.FALSE;
        }
        return policy.json()
                .get("Statement")
                .any(statement -> statement
                        .get("Effect")
                        .is("Deny")
                        .and(everybody(statement.get("Principal")))
                        .and(statement
                                .get("Action")
                                .any(action -> action.is("s3:*").or(action.is("*"))))
                        .and(statement
                                .get("Condition")
                                .get("Bool")
                                .get("aws:SecureTransport")
                                .any(value ->
                                        value.is("false").or(value.isTrue().not()))));
    }

    private static Truth everybody(Value principal) {
        return principal.is("*").or(principal.get("AWS").any(aws -> aws.is("*")));
    }
}
