package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class DynamodbTableUseOwnKeyTest {
    private static final String TYPE = "aws:dynamodb/table:Table";

    private final DynamodbTableUseOwnKey rule = new DynamodbTableUseOwnKey();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'serverSideEncryption': {'enabled': true, 'kmsKeyArn': 'k'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'serverSideEncryption': {'enabled': true}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'serverSideEncryption': '?'}"));
    }
}
