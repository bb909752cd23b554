package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Every queue is encrypted at rest, by the key of SQS at least. */
public final class SqsQueueEncrypt implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("sqs-queue-encrypt", Severity.MEDIUM)
                .holds("SQS queues are encrypted.")
                .because("Messages wait in the queue for days, readable to whoever reaches its storage.")
                .fix("Set kmsMasterKeyId, or sqsManagedSseEnabled to true.")
                .implementing(Controls.fsbp("SQS.1"), Controls.cdkNag("AwsSolutions-SQS2"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:sqs/queue:Queue");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("kmsMasterKeyId")
                        .isPresent()
                        .or(it.get("sqsManagedSseEnabled").isTrue()),
                "there is neither kmsMasterKeyId nor sqsManagedSseEnabled");
    }
}
