package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Keys keep apart what belongs to different owners; an ARN that ends in key/* is every key. */
public final class IamPolicyScopeDecryption implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("iam-policy-scope-decryption", Severity.MEDIUM)
                .holds("IAM policies allow decryption with named keys only.")
                .because("One role reads what is encrypted for all others.")
                .fix("Name the keys in the statement.")
                .implementing(Controls.fsbp("KMS.1"), Controls.fsbp("KMS.2"));
    }

    @Override
    public Set<String> types() {
        return IdentityPolicies.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                IdentityPolicies.anyAllowed(
                        it,
                        statement -> AccessPolicies.takesIn(statement, "kms:Decrypt")
                                .or(AccessPolicies.takesIn(statement, "kms:ReEncryptFrom"))
                                .and(IdentityPolicies.everything(statement)
                                        .or(statement
                                                .get("Resource")
                                                .any(key -> key.matches(arn -> arn.endsWith(":key/*")))))),
                "a statement allows decryption with every key");
    }
}
