package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.configured;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class GlueJobBoundRuntimeTest {
    private static final String TYPE = "aws:glue/job:Job";

    private final GlueJobBoundRuntime rule = new GlueJobBoundRuntime();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'timeout': 120}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'timeout': 0}"));
        assertBroken(rule, resource(TYPE, "{'timeout': 2880}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'timeout': '?'}"));
    }

    @Test
    void shouldFollowTheOption_whenConfigured() {
        assertKept(configured(rule, "maximumMinutes", 10080), resource(TYPE, "{'timeout': 2880}"));
    }
}
