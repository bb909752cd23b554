package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class SqsQueueRequireTlsTest {
    private static final String TYPE = "aws:sqs/queue:Queue";

    private final SqsQueueRequireTls rule = new SqsQueueRequireTls();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'url': 'q'}"),
                resource(
                        "aws:sqs/queuePolicy:QueuePolicy",
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Deny\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"sqs:*\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"Bool\\\": {\\\"aws:SecureTransport\\\": \\\"false\\\"}}}]}\", \"queueUrl\": \"q\"}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'url': 'q'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'url': 'q'}"),
                resource(
                        "aws:sqs/queuePolicy:QueuePolicy",
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Deny\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"sqs:SendMessage\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"Bool\\\": {\\\"aws:SecureTransport\\\": \\\"false\\\"}}}]}\", \"queueUrl\": \"q\"}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'url': 'q'}"),
                resource("aws:sqs/queuePolicy:QueuePolicy", "{'queueUrl': 'q', 'policy': '?'}"));
    }
}
