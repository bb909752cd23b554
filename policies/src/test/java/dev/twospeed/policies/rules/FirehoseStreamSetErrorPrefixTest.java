package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirehoseStreamSetErrorPrefixTest {
    private static final String TYPE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

    private final FirehoseStreamSetErrorPrefix rule = new FirehoseStreamSetErrorPrefix();

    @ParameterizedTest
    @ValueSource(
            strings = {"{'extendedS3Configuration': {'errorOutputPrefix': 'errors/'}}", "{'destination': 'redshift'}"})
    void shouldBeKept_whenItHolds(String properties) {
        assertKept(rule, resource(TYPE, properties));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'extendedS3Configuration': {}}", "{'extendedS3Configuration': {'errorOutputPrefix': ' '}}"})
    void shouldBeBroken_whenItDoesNotHold(String properties) {
        assertBroken(rule, resource(TYPE, properties));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'extendedS3Configuration': {'errorOutputPrefix': '?'}}"));
    }
}
