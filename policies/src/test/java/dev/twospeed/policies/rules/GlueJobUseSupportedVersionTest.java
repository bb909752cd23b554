package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class GlueJobUseSupportedVersionTest {
    private static final String TYPE = "aws:glue/job:Job";

    private final GlueJobUseSupportedVersion rule = new GlueJobUseSupportedVersion();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'glueVersion': '5.0'}"));
        assertKept(rule, resource(TYPE, "{'command': {'name': 'pythonshell'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'glueVersion': '3.0'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'glueVersion': '?'}"));
    }
}
