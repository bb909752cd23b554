package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class SfnMachineLogTest {
    private static final String TYPE = "aws:sfn/stateMachine:StateMachine";

    private final SfnMachineLog rule = new SfnMachineLog();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'loggingConfiguration': {'level': 'ERROR', 'logDestination': 'g'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'loggingConfiguration': {'level': 'OFF', 'logDestination': 'g'}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'loggingConfiguration': '?'}"));
    }
}
