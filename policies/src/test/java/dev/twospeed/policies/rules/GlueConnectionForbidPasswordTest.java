package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class GlueConnectionForbidPasswordTest {
    private static final String TYPE = "aws:glue/connection:Connection";

    private final GlueConnectionForbidPassword rule = new GlueConnectionForbidPassword();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'connectionProperties': {'SECRET_ID': 's'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'connectionProperties': {'PASSWORD': 'x'}}"));
        assertBroken(rule, resource(TYPE, "{'connectionProperties': {'PASSWORD': '!secret'}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'connectionProperties': '?'}"));
        assertUndecided(rule, resource(TYPE, "{'connectionProperties': {'PASSWORD': '?'}}"));
    }
}
