package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class DynamodbTableScaleTest {
    private static final String TYPE = "aws:dynamodb/table:Table";

    private final DynamodbTableScale rule = new DynamodbTableScale();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'name': 't', 'billingMode': 'PAY_PER_REQUEST'}"));
        assertKept(
                rule,
                resource(TYPE, "{'name': 't'}"),
                resource("aws:appautoscaling/target:Target", "{'resourceId': 'table/t'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'name': 't'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'name': 't', 'billingMode': 'PROVISIONED'}"),
                resource("aws:appautoscaling/target:Target", "{'resourceId': 'table/other'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'name': 't', 'billingMode': '?'}"));
        assertUndecided(
                rule,
                resource(TYPE, "{'name': '?'}"),
                resource("aws:appautoscaling/target:Target", "{'resourceId': '?'}"));
    }
}
