package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import java.util.Set;
import java.util.function.Function;

/** The policies that say what roles, users and groups may do. */
final class IdentityPolicies {
    static final Set<String> TYPES = Set.of(
            "aws:iam/policy:Policy",
            "aws:iam/rolePolicy:RolePolicy",
            "aws:iam/userPolicy:UserPolicy",
            "aws:iam/groupPolicy:GroupPolicy",
            "aws:iam/role:Role");

    private IdentityPolicies() {}

    /** Whether a statement that allows something satisfies a condition; a role's inline policies count as policies. */
    static Truth anyAllowed(PolicyResource resource, Function<Value, Truth> condition) {
        return AccessPolicies.anyAllowed(resource.get("policy"), condition)
                .or(resource.get("inlinePolicies")
                        .any(inline -> AccessPolicies.anyAllowed(inline.get("policy"), condition)));
    }

    /** Whether a statement is about every resource. */
    static Truth everything(Value statement) {
        return statement
                .get("Resource")
                .any(resource -> resource.is("*"))
                .or(statement.get("NotResource").isPresent());
    }
}
