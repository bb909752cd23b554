package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A web address gets messages by TLS only. */
public final class SnsSubscriptionRequireTls implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("sns-subscription-require-tls", Severity.MEDIUM)
                .holds("SNS sends to web addresses by HTTPS only.")
                .because("What is sent in the clear is read and changed on the way.")
                .fix("Set protocol to https.")
                .implementing(Controls.wellArchitected("SEC09-BP02"))
                .see("https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:sns/topicSubscription:TopicSubscription");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(it.get("protocol").is("http"), "protocol is http");
    }
}
