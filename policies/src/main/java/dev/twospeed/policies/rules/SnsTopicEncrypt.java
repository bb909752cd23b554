package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Every topic is encrypted at rest. */
public final class SnsTopicEncrypt implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("sns-topic-encrypt", Severity.MEDIUM)
                .holds("SNS topics are encrypted with a KMS key.")
                .because("Messages wait in the topic, readable to whoever reaches its storage.")
                .fix("Set kmsMasterKeyId.")
                .implementing(Controls.securityHub("SNS.1"), Controls.cdkNag("AwsSolutions-SNS2"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:sns/topic:Topic");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("kmsMasterKeyId").isPresent(), "there is no kmsMasterKeyId");
    }
}
