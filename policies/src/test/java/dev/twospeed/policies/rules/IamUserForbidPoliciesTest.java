package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class IamUserForbidPoliciesTest {
    private static final String TYPE = "aws:iam/userPolicyAttachment:UserPolicyAttachment";

    private final IamUserForbidPolicies rule = new IamUserForbidPolicies();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource("aws:iam/policyAttachment:PolicyAttachment", "{'roles': ['r'], 'users': []}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'user': 'u', 'policyArn': 'p'}"));
        assertBroken(rule, resource("aws:iam/policyAttachment:PolicyAttachment", "{'users': ['u']}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'user': '?'}"));
    }
}
