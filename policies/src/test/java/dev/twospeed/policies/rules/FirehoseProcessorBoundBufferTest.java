package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.configured;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class FirehoseProcessorBoundBufferTest {
    private static final String TYPE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

    private final FirehoseProcessorBoundBuffer rule = new FirehoseProcessorBoundBuffer();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{'extendedS3Configuration': {'processingConfiguration': {'processors': [{'type': 'Lambda', 'parameters': [{'parameterName': 'BufferSizeInMBs', 'parameterValue': '0.2'}]}]}}}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{'extendedS3Configuration': {'processingConfiguration': {'processors': [{'type': 'Lambda', 'parameters': [{'parameterName': 'LambdaArn', 'parameterValue': 'f'}]}]}}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{'extendedS3Configuration': {'processingConfiguration': {'processors': [{'type': 'Lambda', 'parameters': [{'parameterName': 'BufferSizeInMBs', 'parameterValue': '3'}]}]}}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(
                        TYPE,
                        "{'extendedS3Configuration': {'processingConfiguration': {'processors': [{'type': 'Lambda', 'parameters': [{'parameterName': 'BufferSizeInMBs', 'parameterValue': '?'}]}]}}}"));
    }

    @Test
    void shouldFollowTheOption_whenConfigured() {
        assertKept(
                configured(rule, "maximumMegabytes", 3),
                resource(
                        TYPE,
                        "{'extendedS3Configuration': {'processingConfiguration': {'processors': [{'type': 'Lambda', 'parameters': [{'parameterName': 'BufferSizeInMBs', 'parameterValue': '3'}]}]}}}"));
    }
}
