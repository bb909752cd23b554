package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A role for everybody is an account for everybody, with a condition or without. */
public final class IamRoleForbidPublicTrust implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("iam-role-forbid-public-trust", Severity.CRITICAL)
                .holds("Roles trust nobody whom they do not name.")
                .because("Anybody with an AWS account takes on the role.")
                .fix("Name the accounts, roles or services in the trust policy.")
                .implementing(Controls.wellArchitected("SEC03-BP07"))
                .see("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:iam/role:Role");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.anyAllowed(it.get("assumeRolePolicy"), AccessPolicies::everybody),
                "everybody is trusted");
    }
}
