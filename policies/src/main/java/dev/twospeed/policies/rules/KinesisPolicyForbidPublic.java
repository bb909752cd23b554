package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A policy lets nobody in without a condition that names who. */
public final class KinesisPolicyForbidPublic implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("kinesis-policy-forbid-public", Severity.CRITICAL)
                .holds("Policies of Kinesis streams let in nobody whom they do not name.")
                .because("Anybody reads what users do, or writes what they did not.")
                .fix("Name the principals, or add a condition on the account.")
                .implementing(Controls.wellArchitected("SEC03-BP07"))
                .see("https://docs.aws.amazon.com/streams/latest/dev/resource-based-policy-examples.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/resourcePolicy:ResourcePolicy");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.isPublic(it.get("policy")), "a statement allows everybody without a condition");
    }
}
