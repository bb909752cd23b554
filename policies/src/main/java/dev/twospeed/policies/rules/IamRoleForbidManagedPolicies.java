package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A policy of AWS is written for everybody, and changes without you. */
public final class IamRoleForbidManagedPolicies implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("iam-role-forbid-managed-policies", Severity.MEDIUM)
                .holds("Roles, users and groups have no policies that AWS manages.")
                .because("Most allow their actions on every resource, and more with each new feature.")
                .fix("Write a policy of your own that names the resources.")
                .implementing(Controls.cdkNag("AwsSolutions-IAM4"));
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "aws:iam/role:Role",
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "aws:iam/userPolicyAttachment:UserPolicyAttachment",
                "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
                "aws:iam/policyAttachment:PolicyAttachment");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                isManaged(it.get("policyArn"))
                        .or(it.get("managedPolicyArns").any(IamRoleForbidManagedPolicies::isManaged)),
                "a policy that AWS manages is attached");
    }

    private static Truth isManaged(Value arn) {
        return arn.matches(text -> text.matches("arn:[^:]+:iam::aws:policy/.*"));
    }
}
