package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** Only symmetric keys can be rotated by KMS. */
public final class KmsKeyRotate implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("kms-key-rotate", Severity.MEDIUM)
                .holds("KMS keys are rotated each year.")
                .because("The longer a key is used, the more is lost with it.")
                .fix("Set enableKeyRotation to true.")
                .implementing(Controls.securityHub("KMS.4"), Controls.cdkNag("AwsSolutions-KMS5"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kms/key:Key");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("customerMasterKeySpec")
                        .matches(spec -> !spec.equals("SYMMETRIC_DEFAULT"))
                        .or(it.get("enableKeyRotation").isTrue()),
                "enableKeyRotation is not true");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("enableKeyRotation", true));
    }
}
