package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A policy lets nobody in without a condition that names who. */
public final class EventbridgeBusForbidPublic implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("eventbridge-bus-forbid-public", Severity.HIGH)
                .holds("Policies of event buses let in nobody whom they do not name.")
                .because("Anybody sends events that start your functions.")
                .fix("Name the accounts, or add a condition on the organization.")
                .implementing(Controls.cdkNag("AwsSolutions-EVB1"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:cloudwatch/eventBusPolicy:EventBusPolicy", "aws:cloudwatch/eventPermission:EventPermission");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.isPublic(it.get("policy"))
                        .or(it.get("principal").is("*").and(it.get("condition").isAbsent())),
                "everybody may send events");
    }
}
