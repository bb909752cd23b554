package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A policy lets nobody in without a condition that names who. */
public final class SqsQueueForbidPublic implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("sqs-queue-forbid-public", Severity.HIGH)
                .holds("Policies of SQS queues let in nobody whom they do not name.")
                .because("Anybody sends messages, or takes them away.")
                .fix("Name the principals, or add a condition on the source.")
                .implementing(Controls.fsbp("SQS.3"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:sqs/queuePolicy:QueuePolicy", "aws:sqs/queue:Queue");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.isPublic(it.get("policy")), "a statement allows everybody without a condition");
    }
}
