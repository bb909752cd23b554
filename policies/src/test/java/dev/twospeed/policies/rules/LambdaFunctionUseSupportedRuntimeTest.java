package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaFunctionUseSupportedRuntimeTest {
    private static final String TYPE = "aws:lambda/function:Function";

    private final LambdaFunctionUseSupportedRuntime rule = new LambdaFunctionUseSupportedRuntime();

    @ParameterizedTest
    @ValueSource(strings = {"{'runtime': 'java21'}", "{'packageType': 'Image'}"})
    void shouldBeKept_whenItHolds(String properties) {
        assertKept(rule, resource(TYPE, properties));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'runtime': 'nodejs16.x'}"})
    void shouldBeBroken_whenItDoesNotHold(String properties) {
        assertBroken(rule, resource(TYPE, properties));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'runtime': '?'}"));
    }
}
