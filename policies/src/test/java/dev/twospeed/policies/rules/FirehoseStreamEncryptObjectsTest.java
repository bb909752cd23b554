package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class FirehoseStreamEncryptObjectsTest {
    private static final String TYPE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

    private final FirehoseStreamEncryptObjects rule = new FirehoseStreamEncryptObjects();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'extendedS3Configuration': {'kmsKeyArn': 'k'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'extendedS3Configuration': {'bucketArn': 'b'}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'extendedS3Configuration': {'kmsKeyArn': '?'}}"));
    }
}
