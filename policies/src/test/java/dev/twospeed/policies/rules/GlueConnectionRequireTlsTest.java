package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class GlueConnectionRequireTlsTest {
    private static final String TYPE = "aws:glue/connection:Connection";

    private final GlueConnectionRequireTls rule = new GlueConnectionRequireTls();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'connectionType': 'NETWORK'}"));
        assertKept(
                rule,
                resource(TYPE, "{'connectionType': 'JDBC', 'connectionProperties': {'JDBC_ENFORCE_SSL': 'true'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'connectionType': 'JDBC', 'connectionProperties': {}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'connectionType': 'JDBC', 'connectionProperties': '?'}"));
    }
}
