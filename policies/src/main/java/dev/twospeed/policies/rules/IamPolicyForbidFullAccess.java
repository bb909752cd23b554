package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** A statement with NotAction is judged as allowing everything. */
public final class IamPolicyForbidFullAccess implements ResourceRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "iam-policy-forbid-full-access",
                "IAM policies never allow every action on every resource.",
                Severity.CRITICAL,
                List.of("AWS FSBP IAM.1"),
                "Name the actions and the resources.",
                "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1");
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "aws:iam/policy:Policy",
                "aws:iam/rolePolicy:RolePolicy",
                "aws:iam/userPolicy:UserPolicy",
                "aws:iam/groupPolicy:GroupPolicy");
    }

    @Override
    public Verdict check(PolicyResource resource) {
        var full = resource.get("policy")
                .json()
                .get("Statement")
                .any(statement -> statement
                        .get("Effect")
                        .is("Allow")
                        .and(statement
                                .get("Action")
                                .any(action -> action.is("*").or(action.is("*:*")))
                                .or(statement.get("NotAction").isPresent()))
                        .and(statement.get("Resource").any(target -> target.is("*"))));
        return Verdict.mustHold(full.not(), "a statement allows every action on every resource");
    }
}
