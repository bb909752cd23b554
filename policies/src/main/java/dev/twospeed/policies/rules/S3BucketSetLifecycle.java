package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** What is no longer wanted goes away by itself. */
public final class S3BucketSetLifecycle implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("s3-bucket-set-lifecycle", Severity.LOW)
                .holds("S3 buckets have a lifecycle.")
                .because("Old versions and parts of failed uploads are paid for until somebody looks.")
                .fix("Add a BucketLifecycleConfigurationV2 with a rule whose status is Enabled.")
                .implementing(Controls.fsbp("S3.13"));
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
                                "BucketLifecycleConfiguration",
                                part -> part.get("rules")
                                        .any(rule -> rule.get("status").is("Enabled")))
                        .or(it.get("lifecycleRules")
                                .any(rule -> rule.get("enabled").isTrue())),
                "no lifecycle with an enabled rule belongs to this bucket");
    }
}
