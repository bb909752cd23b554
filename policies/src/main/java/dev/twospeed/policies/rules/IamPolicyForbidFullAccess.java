package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A statement with NotAction is judged as allowing everything. */
public final class IamPolicyForbidFullAccess implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("iam-policy-forbid-full-access", Severity.CRITICAL)
                .holds("IAM policies never allow every action on every resource.")
                .because("Whoever has it is the account.")
                .fix("Name the actions and the resources.")
                .implementing(Controls.fsbp("IAM.1"));
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
                        statement -> statement
                                .get("Action")
                                .any(action -> action.is("*").or(action.is("*:*")))
                                .or(statement.get("NotAction").isPresent())
                                .and(IdentityPolicies.everything(statement))),
                "a statement allows every action on every resource");
    }
}
