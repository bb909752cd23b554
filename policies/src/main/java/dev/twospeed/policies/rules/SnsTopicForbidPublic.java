package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A policy lets nobody in without a condition that names who. */
public final class SnsTopicForbidPublic implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("sns-topic-forbid-public", Severity.HIGH)
                .holds("Policies of SNS topics let in nobody whom they do not name.")
                .because("Anybody sends alarms, or reads them.")
                .fix("Name the principals, or add a condition on the account.")
                .implementing(Controls.fsbp("SNS.4"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:sns/topicPolicy:TopicPolicy", "aws:sns/topic:Topic");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.isPublic(it.get("policy")), "a statement allows everybody without a condition");
    }
}
