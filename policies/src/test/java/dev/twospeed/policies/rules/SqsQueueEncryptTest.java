package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class SqsQueueEncryptTest {
    private static final String TYPE = "aws:sqs/queue:Queue";

    private final SqsQueueEncrypt rule = new SqsQueueEncrypt();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'kmsMasterKeyId': 'k'}"));
        assertKept(rule, resource(TYPE, "{'sqsManagedSseEnabled': true}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'sqsManagedSseEnabled': false}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'kmsMasterKeyId': '?'}"));
    }
}
