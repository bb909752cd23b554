package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class GlueJobLogContinuouslyTest {
    private static final String TYPE = "aws:glue/job:Job";

    private final GlueJobLogContinuously rule = new GlueJobLogContinuously();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'glueVersion': '5.0'}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{'glueVersion': '4.0', 'defaultArguments': {'--enable-continuous-cloudwatch-log': 'true'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'glueVersion': '4.0'}"));
        assertBroken(rule, resource(TYPE, "{'defaultArguments': {'--enable-continuous-cloudwatch-log': 'false'}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'glueVersion': '?'}"));
    }
}
