package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Map;
import java.util.Set;

/** A queue that takes dead letters itself, of queues, functions or rules, needs none. */
public final class SqsQueueSetDeadLetters implements StackRule {
    private static final Map<String, String> SENDERS = Map.of(
            "aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig.arn",
            "aws:lambda/function:Function", "deadLetterConfig.targetArn",
            "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "destinationConfig.onFailure.destination",
            "aws:lambda/eventSourceMapping:EventSourceMapping", "destinationConfig.onFailure.destinationArn",
            "aws:scheduler/schedule:Schedule", "target.deadLetterConfig.arn");

    @Override
    public Metadata metadata() {
        return Metadata.of("sqs-queue-set-dead-letters", Severity.LOW)
                .holds("SQS queues move messages away that nobody can handle.")
                .because("A message that always fails comes back until it is too old, and is then gone.")
                .fix("Set redrivePolicy with deadLetterTargetArn and maxReceiveCount.")
                .implementing(Controls.cdkNag("AwsSolutions-SQS3"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:sqs/queue:Queue");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                it.get("redrivePolicy").isPresent().or(takesDeadLetters(it, stack)), "there is no redrivePolicy");
    }

    private static Truth takesDeadLetters(PolicyResource queue, StackResources stack) {
        var ofOthers = SENDERS.entrySet().stream()
                .map(sender -> stack.any(sender.getKey(), from -> stack.refers(from, sender.getValue(), queue, "arn")))
                .reduce(Truth.FALSE, Truth::or);
        var arn = queue.get("arn");
        return ofOthers.or(stack.any(
                "aws:sqs/queue:Queue",
                from -> from.get("redrivePolicy")
                        .json()
                        .get("deadLetterTargetArn")
                        .any(target -> arn.isUnknown()
                                ? target.isPresent().and(Truth.UNKNOWN)
                                : target.matches(
                                        text -> arn.text().filter(text::equals).isPresent()))));
    }
}
