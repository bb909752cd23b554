package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class LambdaPermissionForbidPublicTest {
    private static final String TYPE = "aws:lambda/permission:Permission";

    private final LambdaPermissionForbidPublic rule = new LambdaPermissionForbidPublic();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'principal': 'events.amazonaws.com'}"));
        assertKept(rule, resource(TYPE, "{'principal': '*', 'principalOrgId': 'o-1'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'principal': '*'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'principal': '?'}"));
    }
}
