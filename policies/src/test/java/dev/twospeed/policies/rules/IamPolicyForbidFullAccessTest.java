package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IamPolicyForbidFullAccessTest {
    private static final String TYPE = "aws:iam/rolePolicy:RolePolicy";

    private final IamPolicyForbidFullAccess rule = new IamPolicyForbidFullAccess();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'policy': '{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}'}",
                "{'policy': '{\"Statement\": {\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}}'}"
            })
    void shouldBeKept_whenItHolds(String properties) {
        assertKept(rule, resource(TYPE, properties));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'policy': '{\"Statement\": {\"Effect\": \"Allow\", \"Action\": [\"a:b\", \"*\"], \"Resource\": [\"*\"]}}'}",
                "{'policy': '{\"Statement\": {\"Effect\": \"Allow\", \"NotAction\": \"iam:*\", \"Resource\": \"*\"}}'}"
            })
    void shouldBeBroken_whenItDoesNotHold(String properties) {
        assertBroken(rule, resource(TYPE, properties));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'policy': '?'}"));
    }
}
