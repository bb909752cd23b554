package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class IamPolicyScopePassRoleTest {
    private static final String TYPE = "aws:iam/rolePolicy:RolePolicy";

    private final IamPolicyScopePassRole rule = new IamPolicyScopePassRole();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"iam:PassRole\\\", \\\"Resource\\\": \\\"arn:aws:iam::1:role/a\\\"}]}\"}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"iam:PassRole\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"StringEquals\\\": {\\\"iam:PassedToService\\\": \\\"glue.amazonaws.com\\\"}}}]}\"}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"iam:PassRole\\\", \\\"Resource\\\": \\\"*\\\"}]}\"}"));
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": [\\\"iam:P*\\\"], \\\"Resource\\\": \\\"*\\\"}]}\"}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'policy': '?'}"));
    }
}
