package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** The policy of the topic denies to publish in the clear. */
public final class SnsTopicRequireTls implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("sns-topic-require-tls", Severity.MEDIUM)
                .holds("SNS topics refuse messages that come without TLS.")
                .because("What is sent in the clear is read and changed on the way.")
                .fix("Add a TopicPolicy that denies sns:Publish to * where aws:SecureTransport is false.")
                .implementing(Controls.cdkNag("AwsSolutions-SNS3"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:sns/topic:Topic");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                AccessPolicies.deniesPlain(it.get("policy"), "sns:Publish")
                        .or(stack.any(
                                "aws:sns/topicPolicy:TopicPolicy",
                                policy -> stack.refers(policy, "arn", it, "arn", "id")
                                        .and(AccessPolicies.deniesPlain(policy.get("policy"), "sns:Publish")))),
                "no policy denies to publish to this topic without TLS");
    }
}
