package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Rights belong to groups and roles, where they can be seen together; a null policy gives none. */
public final class IamUserForbidPolicies implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("iam-user-forbid-policies", Severity.LOW)
                .holds("Policies are attached to groups and roles, not to users.")
                .because("Rights that hang on one person are forgotten when the person moves on.")
                .fix("Attach the policy to a group or a role.")
                .implementing(Controls.fsbp("IAM.2"));
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "aws:iam/userPolicyAttachment:UserPolicyAttachment",
                "aws:iam/userPolicy:UserPolicy",
                "aws:iam/policyAttachment:PolicyAttachment");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                it.get("user").isPresent().or(it.get("users").hasItems(1)), "a policy is attached to a user");
    }
}
