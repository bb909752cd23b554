package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A policy says who may send and who may read; without one everybody of the account may. */
public final class EventbridgeBusSetPolicy implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("eventbridge-bus-set-policy", Severity.LOW)
                .holds("Custom event buses have a policy.")
                .because("Whoever may send an event starts what listens to it.")
                .fix("Add an EventBusPolicy.")
                .implementing(Controls.fsbp("EventBridge.3"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:cloudwatch/eventBus:EventBus");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                stack.any(
                        "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
                        policy -> stack.refers(policy, "eventBusName", it, "name", "arn", "id")),
                "no policy belongs to the bus");
    }
}
