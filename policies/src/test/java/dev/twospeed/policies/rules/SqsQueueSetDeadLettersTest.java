package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SqsQueueSetDeadLettersTest {
    private static final String TYPE = "aws:sqs/queue:Queue";

    private final SqsQueueSetDeadLetters rule = new SqsQueueSetDeadLetters();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'arn': 'q', 'redrivePolicy': '{}'}"));
        assertKept(
                rule,
                resource(TYPE, "{'arn': 'q'}"),
                resource("aws:cloudwatch/eventTarget:EventTarget", "{'deadLetterConfig': {'arn': 'q'}}"));
        assertKept(
                rule,
                resource(TYPE, "{'arn': 'q'}"),
                resource(
                        "aws:sqs/queue:Queue",
                        "b",
                        "{'arn': 'other', 'redrivePolicy': '{\\\"deadLetterTargetArn\\\": \\\"q\\\"}'}",
                        Map.of()));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'arn': 'q'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'arn': 'q'}"),
                resource("aws:cloudwatch/eventTarget:EventTarget", "{'deadLetterConfig': {'arn': 'other'}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'arn': 'q', 'redrivePolicy': '?'}"));
    }
}
