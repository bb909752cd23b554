package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** All actions of a service are more than anything needs, today and with each new action. */
public final class IamPolicyForbidServiceWildcard implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("iam-policy-forbid-service-wildcard", Severity.HIGH)
                .holds("IAM policies never allow all actions of a service.")
                .because("With all actions comes the one that changes who has access.")
                .fix("Name the actions, at most by their first word, as in s3:Get*.")
                .implementing(Controls.fsbp("IAM.21"));
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
                                .any(action -> action.matches(name -> name.matches("[A-Za-z0-9-]+:\\*")))),
                "a statement allows all actions of a service");
    }
}
