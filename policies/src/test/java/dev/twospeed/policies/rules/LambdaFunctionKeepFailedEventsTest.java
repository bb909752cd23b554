package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class LambdaFunctionKeepFailedEventsTest {
    private static final String TYPE = "aws:lambda/function:Function";

    private final LambdaFunctionKeepFailedEvents rule = new LambdaFunctionKeepFailedEvents();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'name': 'f'}"));
        assertKept(
                rule,
                resource(TYPE, "{'name': 'f', 'deadLetterConfig': {'targetArn': 'q'}}"),
                resource("aws:lambda/permission:Permission", "{'function': 'f', 'principal': 's3.amazonaws.com'}"));
        assertKept(
                rule,
                resource(TYPE, "{'name': 'f'}"),
                resource("aws:lambda/permission:Permission", "{'function': 'f', 'principal': 'sns.amazonaws.com'}"),
                resource(
                        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
                        "{'functionName': 'f', 'destinationConfig': {'onFailure': {'destination': 'q'}}}"));
        assertKept(
                rule,
                resource(TYPE, "{'name': 'f', 'arn': 'a'}"),
                resource("aws:cloudwatch/eventRule:EventRule", "{'name': 'r', 'scheduleExpression': 'rate(1 hour)'}"),
                resource("aws:cloudwatch/eventTarget:EventTarget", "{'rule': 'r', 'arn': 'a'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(TYPE, "{'name': 'f'}"),
                resource("aws:lambda/permission:Permission", "{'function': 'f', 'principal': 's3.amazonaws.com'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'name': 'f', 'arn': 'a'}"),
                resource("aws:cloudwatch/eventRule:EventRule", "{'name': 'r', 'eventPattern': '{}'}"),
                resource("aws:cloudwatch/eventTarget:EventTarget", "{'rule': 'r', 'arn': 'a'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'name': 'f', 'deadLetterConfig': {'targetArn': '?'}}"),
                resource("aws:lambda/permission:Permission", "{'function': 'f', 'principal': 's3.amazonaws.com'}"));
    }
}
