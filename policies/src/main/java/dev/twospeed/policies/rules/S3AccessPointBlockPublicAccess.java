package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;
import java.util.stream.Stream;

/** The settings are on unless somebody turns them off, and cannot be changed later. */
public final class S3AccessPointBlockPublicAccess implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("s3-access-point-block-public-access", Severity.CRITICAL)
                .holds("S3 access points block all public access.")
                .because("An access point is a second door to the bucket.")
                .fix("Leave publicAccessBlockConfiguration out, or set all four settings true.")
                .implementing(Controls.fsbp("S3.19"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:s3/accessPoint:AccessPoint");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                Stream.of("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
                        .map(setting -> it.get("publicAccessBlockConfiguration")
                                .get(setting)
                                .isFalse())
                        .reduce(Truth.FALSE, Truth::or),
                "a setting of the public access block is off");
    }
}
