package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class EventbridgeBusSetPolicyTest {
    private static final String TYPE = "aws:cloudwatch/eventBus:EventBus";

    private final EventbridgeBusSetPolicy rule = new EventbridgeBusSetPolicy();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'name': 'b'}"),
                resource("aws:cloudwatch/eventBusPolicy:EventBusPolicy", "{'eventBusName': 'b'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'name': 'b'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'name': 'b', 'arn': 'a', 'id': 'b'}"),
                resource("aws:cloudwatch/eventBusPolicy:EventBusPolicy", "{'eventBusName': 'other'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'name': 'b'}"),
                resource("aws:cloudwatch/eventBusPolicy:EventBusPolicy", "{'eventBusName': '?'}"));
    }
}
