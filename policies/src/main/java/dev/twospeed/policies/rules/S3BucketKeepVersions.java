package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** What is overwritten or deleted by mistake is still there. */
public final class S3BucketKeepVersions implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("s3-bucket-keep-versions", Severity.LOW)
                .holds("S3 buckets keep old versions of their objects.")
                .because("An overwritten or deleted object is gone at once without it.")
                .fix("Add a BucketVersioningV2 with the status Enabled.")
                .implementing(Controls.securityHub("S3.14"));
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
                                "BucketVersioning",
                                part -> part.at("versioningConfiguration.status")
                                        .is("Enabled"))
                        .or(it.at("versioning.enabled").isTrue()),
                "no versioning belongs to this bucket");
    }
}
