package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** The policy of the queue denies requests in the clear. */
public final class SqsQueueRequireTls implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("sqs-queue-require-tls", Severity.MEDIUM)
                .holds("SQS queues refuse requests without TLS.")
                .because("What is sent in the clear is read and changed on the way.")
                .fix("Add a QueuePolicy that denies sqs:* to * where aws:SecureTransport is false.")
                .implementing(Controls.cdkNag("AwsSolutions-SQS4"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:sqs/queue:Queue");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                AccessPolicies.deniesPlain(it.get("policy"), "sqs:AnyAction")
                        .or(stack.any(
                                "aws:sqs/queuePolicy:QueuePolicy",
                                policy -> stack.refers(policy, "queueUrl", it, "url", "id")
                                        .and(AccessPolicies.deniesPlain(policy.get("policy"), "sqs:AnyAction")))),
                "no policy denies requests to this queue without TLS");
    }
}
