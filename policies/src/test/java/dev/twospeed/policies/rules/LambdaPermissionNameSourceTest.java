package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class LambdaPermissionNameSourceTest {
    private static final String TYPE = "aws:lambda/permission:Permission";

    private final LambdaPermissionNameSource rule = new LambdaPermissionNameSource();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'principal': 'arn:aws:iam::1:role/a'}"));
        assertKept(
                rule, resource(TYPE, "{'principal': 'events.amazonaws.com', 'sourceArn': 'arn:aws:events:::rule/a'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'principal': 's3.amazonaws.com'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'principal': 's3.amazonaws.com', 'sourceArn': '?'}"));
    }
}
