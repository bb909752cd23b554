package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class LambdaFunctionUseSupportedRuntimeTest {
    private static final String TYPE = "aws:lambda/function:Function";

    private final LambdaFunctionUseSupportedRuntime rule = new LambdaFunctionUseSupportedRuntime();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'runtime': 'java21'}"));
        assertKept(rule, resource(TYPE, "{'packageType': 'Image'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'runtime': 'java8'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'runtime': '?'}"));
    }
}
