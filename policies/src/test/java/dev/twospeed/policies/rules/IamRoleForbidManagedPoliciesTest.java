package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class IamRoleForbidManagedPoliciesTest {
    private static final String TYPE = "aws:iam/role:Role";

    private final IamRoleForbidManagedPolicies rule = new IamRoleForbidManagedPolicies();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'managedPolicyArns': ['arn:aws:iam::111122223333:policy/a']}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'managedPolicyArns': ['arn:aws:iam::aws:policy/ReadOnlyAccess']}"));
        assertBroken(
                rule,
                resource(
                        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                        "{'policyArn': 'arn:aws-cn:iam::aws:policy/ReadOnlyAccess'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "{'policyArn': '?'}"));
    }
}
