package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertRemedied;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class AthenaWorkgroupEnforceConfigurationTest {
    private static final String TYPE = "aws:athena/workgroup:Workgroup";

    private final AthenaWorkgroupEnforceConfiguration rule = new AthenaWorkgroupEnforceConfiguration();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'configuration': {'enforceWorkgroupConfiguration': true}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'configuration': {'enforceWorkgroupConfiguration': false}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'configuration': {'enforceWorkgroupConfiguration': '?'}}"));
    }

    @Test
    void shouldBeKept_whenRemedied() {
        assertRemedied(rule, resource(TYPE, "{'configuration': {'enforceWorkgroupConfiguration': false}}"));
    }
}
