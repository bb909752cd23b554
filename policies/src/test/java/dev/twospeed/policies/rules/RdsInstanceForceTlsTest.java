package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class RdsInstanceForceTlsTest {
    private static final String TYPE = "aws:rds/instance:Instance";

    private final RdsInstanceForceTls rule = new RdsInstanceForceTls();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'parameterGroupName': 'g'}"),
                resource(
                        "aws:rds/parameterGroup:ParameterGroup",
                        "{'name': 'g', 'parameters': [{'name': 'rds.force_ssl', 'value': '1'}]}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'parameterGroupName': 'default.postgres16'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'parameterGroupName': 'g'}"),
                resource(
                        "aws:rds/parameterGroup:ParameterGroup",
                        "{'name': 'g', 'parameters': [{'name': 'rds.force_ssl', 'value': '0'}]}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'parameterGroupName': '?'}"),
                resource(
                        "aws:rds/parameterGroup:ParameterGroup",
                        "{'name': 'g', 'parameters': [{'name': 'rds.force_ssl', 'value': '1'}]}"));
        assertUndecided(rule, resource(TYPE, "{'parameterGroupName': 'of-another-stack'}"));
    }
}
