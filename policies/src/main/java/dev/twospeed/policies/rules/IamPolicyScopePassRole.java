package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Whoever may pass any role to any service has the rights of all roles. */
public final class IamPolicyScopePassRole implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("iam-policy-scope-pass-role", Severity.HIGH)
                .holds("IAM policies allow to pass named roles only, or to named services.")
                .because("A role with few rights starts a function with many.")
                .fix("Name the roles, or add a condition on iam:PassedToService.")
                .implementing(Controls.wellArchitected("SEC03-BP02"))
                .see("https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html");
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
                        statement -> AccessPolicies.takesIn(statement, "iam:PassRole")
                                .and(IdentityPolicies.everything(statement))
                                .and(statement.get("Condition").isAbsent())),
                "a statement allows to pass every role to every service");
    }
}
