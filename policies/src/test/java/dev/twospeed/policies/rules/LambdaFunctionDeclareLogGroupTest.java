package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class LambdaFunctionDeclareLogGroupTest {
    private static final String TYPE = "aws:lambda/function:Function";

    private final LambdaFunctionDeclareLogGroup rule = new LambdaFunctionDeclareLogGroup();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'name': 'f', 'loggingConfig': {'logGroup': 'g'}}"),
                resource("aws:cloudwatch/logGroup:LogGroup", "{'name': 'g'}"));
        assertKept(
                rule,
                resource(TYPE, "{'name': 'f'}"),
                resource("aws:cloudwatch/logGroup:LogGroup", "{'name': '/aws/lambda/f'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'name': 'f'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'name': 'f'}"),
                resource("aws:cloudwatch/logGroup:LogGroup", "{'name': '/aws/lambda/other'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'name': 'f', 'loggingConfig': {'logGroup': '?'}}"),
                resource("aws:cloudwatch/logGroup:LogGroup", "{'name': 'g'}"));
        assertUndecided(
                rule,
                resource(TYPE, "{'name': '?'}"),
                resource("aws:cloudwatch/logGroup:LogGroup", "{'name': '/aws/lambda/f'}"));
    }
}
