package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class LambdaFunctionForbidSecretsInEnvironmentTest {
    private static final String TYPE = "aws:lambda/function:Function";

    private final LambdaFunctionForbidSecretsInEnvironment rule = new LambdaFunctionForbidSecretsInEnvironment();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{'environment': {'variables': {'DB_SECRET_ARN': 'arn:aws:secretsmanager:::secret:a', 'TOKEN_TABLE_NAME': 'x', 'MODE': '?'}}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'environment': {'variables': {'DB_PASSWORD': 'hunter2'}}}"));
        assertBroken(rule, resource(TYPE, "{'environment': {'variables': {'KEY': 'AKIAIOSFODNN7EXAMPLE'}}}"));
        assertBroken(rule, resource(TYPE, "{'environment': {'variables': {'URL': 'https://me:hunter2@example.com'}}}"));
        assertBroken(rule, resource(TYPE, "{'environment': {'variables': {'A': '!secret'}}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'environment': '?'}"));
        assertUndecided(rule, resource(TYPE, "{'environment': {'variables': {'API_TOKEN': '?'}}}"));
    }
}
