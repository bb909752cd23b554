package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Only where events come and nobody waits for the answer; a schedule comes again by itself. */
public final class LambdaFunctionKeepFailedEvents implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-function-keep-failed-events", Severity.MEDIUM)
                .holds("Lambda functions that get events keep those that fail.")
                .because("After two more tries Lambda throws a failed event away.")
                .fix("Set deadLetterConfig, or add a FunctionEventInvokeConfig with destinationConfig.onFailure.")
                .implementing(Controls.cdkNag("NIST.800.53.R5-LambdaDLQ"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/function:Function");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                Functions.getsEvents(it, stack)
                        .not()
                        .or(it.at("deadLetterConfig.targetArn").isPresent())
                        .or(stack.any(
                                "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
                                config -> Functions.named(config, "functionName", it, stack)
                                        .and(config.at("destinationConfig.onFailure.destination")
                                                .isPresent()))),
                "the function gets events, and those that fail are lost");
    }
}
