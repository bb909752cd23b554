package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class LambdaMappingKeepFailedRecordsTest {
    private static final String TYPE = "aws:lambda/eventSourceMapping:EventSourceMapping";

    private final LambdaMappingKeepFailedRecords rule = new LambdaMappingKeepFailedRecords();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'eventSourceArn': 'arn:aws:sqs:::q'}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{'eventSourceArn': 'arn:aws:kinesis:::stream/s', 'destinationConfig': {'onFailure': {'destinationArn': 'q'}}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'eventSourceArn': 'arn:aws:kinesis:::stream/s'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'eventSourceArn': '?'}"));
    }
}
