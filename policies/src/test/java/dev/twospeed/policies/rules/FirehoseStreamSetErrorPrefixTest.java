package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class FirehoseStreamSetErrorPrefixTest {
    private static final String TYPE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

    private final FirehoseStreamSetErrorPrefix rule = new FirehoseStreamSetErrorPrefix();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'extendedS3Configuration': {'errorOutputPrefix': 'errors/'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'extendedS3Configuration': {}}"));
        assertBroken(rule, resource(TYPE, "{'extendedS3Configuration': {'errorOutputPrefix': ''}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'extendedS3Configuration': {'errorOutputPrefix': '?'}}"));
    }
}
