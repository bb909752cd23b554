package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class LambdaFunctionEncryptEnvironmentTest {
    private static final String TYPE = "aws:lambda/function:Function";

    private final LambdaFunctionEncryptEnvironment rule = new LambdaFunctionEncryptEnvironment();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'environment': {'variables': {'A': 'b'}}, 'kmsKeyArn': 'k'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'environment': {'variables': {'A': 'b'}}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'environment': {'variables': {'A': 'b'}}, 'kmsKeyArn': '?'}"));
        assertUndecided(rule, resource(TYPE, "{'environment': '?'}"));
    }
}
