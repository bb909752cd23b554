package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertRemedied;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class DynamodbTableProtectDeletionTest {
    private static final String TYPE = "aws:dynamodb/table:Table";

    private final DynamodbTableProtectDeletion rule = new DynamodbTableProtectDeletion();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'deletionProtectionEnabled': true}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'deletionProtectionEnabled': false}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'deletionProtectionEnabled': '?'}"));
    }

    @Test
    void shouldBeKept_whenRemedied() {
        assertRemedied(rule, resource(TYPE, "{}"));
    }
}
