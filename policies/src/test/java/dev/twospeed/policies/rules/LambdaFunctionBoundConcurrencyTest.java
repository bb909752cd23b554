package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class LambdaFunctionBoundConcurrencyTest {
    private static final String TYPE = "aws:lambda/function:Function";

    private final LambdaFunctionBoundConcurrency rule = new LambdaFunctionBoundConcurrency();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'name': 'f'}"));
        assertKept(
                rule,
                resource(TYPE, "{'name': 'f', 'reservedConcurrentExecutions': 5}"),
                resource("aws:lambda/functionUrl:FunctionUrl", "{'functionName': 'f'}"));
        assertKept(
                rule,
                resource(TYPE, "{'name': 'f'}"),
                resource("aws:lambda/permission:Permission", "{'function': 'f', 'principal': 'events.amazonaws.com'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(TYPE, "{'name': 'f'}"),
                resource("aws:lambda/functionUrl:FunctionUrl", "{'functionName': 'f'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'name': 'f', 'reservedConcurrentExecutions': -1}"),
                resource(
                        "aws:lambda/permission:Permission", "{'function': 'f', 'principal': 'arn:aws:iam::1:role/a'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'name': 'f'}"),
                resource("aws:lambda/eventSourceMapping:EventSourceMapping", "{'functionName': 'f'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'name': 'f', 'reservedConcurrentExecutions': '?'}"),
                resource("aws:lambda/functionUrl:FunctionUrl", "{'functionName': 'f'}"));
        assertUndecided(
                rule,
                resource(TYPE, "{'name': 'f'}"),
                resource("aws:lambda/functionUrl:FunctionUrl", "{'functionName': '?'}"));
    }
}
