package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class FirehoseProcessorNameVersionTest {
    private static final String TYPE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

    private final FirehoseProcessorNameVersion rule = new FirehoseProcessorNameVersion();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{'extendedS3Configuration': {'processingConfiguration': {'processors': [{'type': 'Lambda', 'parameters': [{'parameterName': 'LambdaArn', 'parameterValue': 'arn:aws:lambda:us-east-1:1:function:f:live'}]}]}}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{'extendedS3Configuration': {'processingConfiguration': {'processors': [{'type': 'Lambda', 'parameters': [{'parameterName': 'LambdaArn', 'parameterValue': 'arn:aws:lambda:us-east-1:1:function:f'}]}]}}}"));
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{'extendedS3Configuration': {'processingConfiguration': {'processors': [{'type': 'Lambda', 'parameters': [{'parameterName': 'LambdaArn', 'parameterValue': 'arn:aws:lambda:us-east-1:1:function:f:$LATEST'}]}]}}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(
                        TYPE,
                        "{'extendedS3Configuration': {'processingConfiguration': {'processors': [{'type': 'Lambda', 'parameters': [{'parameterName': 'LambdaArn', 'parameterValue': '?'}]}]}}}"));
    }
}
