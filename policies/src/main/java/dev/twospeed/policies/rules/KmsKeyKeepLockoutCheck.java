package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** KMS refuses a policy that would shut its author out, unless it is told not to. */
public final class KmsKeyKeepLockoutCheck implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("kms-key-keep-lockout-check", Severity.HIGH)
                .holds("KMS checks that a key can still be managed after a change of its policy.")
                .because("A key that nobody can manage can never be put right, and AWS must be asked to help.")
                .fix("Leave bypassPolicyLockoutSafetyCheck out.")
                .implementing(Controls.wellArchitected("SEC08-BP01"))
                .see("https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                it.get("bypassPolicyLockoutSafetyCheck").isTrue(), "bypassPolicyLockoutSafetyCheck is true");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("bypassPolicyLockoutSafetyCheck", false));
    }
}
