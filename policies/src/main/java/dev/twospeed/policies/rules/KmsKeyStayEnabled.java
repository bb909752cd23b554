package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** What is encrypted with a key that is off is lost for as long; before a deletion keys are turned off. */
public final class KmsKeyStayEnabled implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("kms-key-stay-enabled", Severity.CRITICAL)
                .holds("KMS keys are turned on.")
                .because("All that is encrypted with the key cannot be read.")
                .fix("Set isEnabled to true, or leave it out.")
                .implementing(Controls.fsbp("KMS.3"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kms/key:Key");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(it.get("isEnabled").isFalse(), "isEnabled is false");
    }
}
