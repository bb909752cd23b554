package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A group that Lambda makes by itself keeps its logs for ever and outlives the function. */
public final class LambdaFunctionDeclareLogGroup implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-function-declare-log-group", Severity.LOW)
                .holds("The log group of a Lambda function is declared beside it.")
                .because("Nobody sets retention and key of a group that is in no stack.")
                .fix("Add a LogGroup named /aws/lambda/<function>, or name one in loggingConfig.logGroup.")
                .implementing(Controls.wellArchitected("SEC04-BP01"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/function:Function");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                stack.any(
                        "aws:cloudwatch/logGroup:LogGroup",
                        group -> stack.refers(it, "loggingConfig.logGroup", group, "name", "id")
                                .or(isDefault(group, it))),
                "no log group of this stack belongs to the function");
    }

    private static Truth isDefault(PolicyResource group, PolicyResource function) {
        return function.get("name").isUnknown()
                ? group.get("name")
                        .matches(name -> name.startsWith("/aws/lambda/"))
                        .and(Truth.UNKNOWN)
                : group.get("name")
                        .matches(name -> name.equals(
                                "/aws/lambda/" + function.get("name").text().orElse("")));
    }
}
