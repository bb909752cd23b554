package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Lambda and EC2 send no source when they take on a role; others say for which account or resource. */
public final class IamRoleNameTrustSource implements ResourceRule {
    private static final Set<String> WITHOUT_SOURCE =
            Set.of("lambda.amazonaws.com", "edgelambda.amazonaws.com", "ec2.amazonaws.com");

    @Override
    public Metadata metadata() {
        return Metadata.of("iam-role-name-trust-source", Severity.MEDIUM)
                .holds("Roles trust a service only on behalf of a named account or resource.")
                .because("A stranger makes the service take on the role for them: the confused deputy.")
                .fix("Add a condition on aws:SourceAccount, aws:SourceArn or sts:ExternalId.")
                .implementing(Controls.wellArchitected("SEC03-BP07"))
                .see("https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:iam/role:Role");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.anyAllowed(
                        it.get("assumeRolePolicy"),
                        statement -> asksForSource(statement.get("Principal"))
                                .and(statement.get("Condition").isAbsent())),
                "a service is trusted on behalf of everybody");
    }

    private static Truth asksForSource(Value principal) {
        return principal.isObject()
                ? principal.get("Service").any(service -> service.matches(name -> !WITHOUT_SOURCE.contains(name)))
                : Truth.of(principal.isUnknown()).and(Truth.UNKNOWN);
    }
}
