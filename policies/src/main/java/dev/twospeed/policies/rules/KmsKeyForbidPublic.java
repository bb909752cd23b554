package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A policy lets nobody in without a condition that names who. */
public final class KmsKeyForbidPublic implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("kms-key-forbid-public", Severity.CRITICAL)
                .holds("Policies of KMS keys let in nobody whom they do not name.")
                .because("Anybody with an AWS account decrypts what is encrypted with the key.")
                .fix("Name the principals, or add a condition on the account.")
                .implementing(Controls.fsbp("KMS.5"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.isPublic(it.get("policy")), "a statement allows everybody without a condition");
    }
}
