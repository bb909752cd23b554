package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlueJobUseSupportedVersionTest {
    private static final String TYPE = "aws:glue/job:Job";

    private final GlueJobUseSupportedVersion rule = new GlueJobUseSupportedVersion();

    @ParameterizedTest
    @ValueSource(strings = {"{'glueVersion': '4.0'}", "{'glueVersion': '5.0'}", "{'glueVersion': '10.1'}"})
    void shouldBeKept_whenItHolds(String properties) {
        assertKept(rule, resource(TYPE, properties));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'glueVersion': '2.0'}", "{'glueVersion': 5}"})
    void shouldBeBroken_whenItDoesNotHold(String properties) {
        assertBroken(rule, resource(TYPE, properties));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'glueVersion': '?'}"));
    }
}
