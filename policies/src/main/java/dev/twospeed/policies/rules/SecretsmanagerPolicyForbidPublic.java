package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A policy lets nobody in without a condition that names who. */
public final class SecretsmanagerPolicyForbidPublic implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("secretsmanager-policy-forbid-public", Severity.CRITICAL)
                .holds("Policies of secrets let in nobody whom they do not name.")
                .because("Anybody with an AWS account reads the secret.")
                .fix("Name the principals, and set blockPublicPolicy.")
                .implementing(Controls.wellArchitected("SEC03-BP07"))
                .see(
                        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:secretsmanager/secretPolicy:SecretPolicy");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.isPublic(it.get("policy")), "a statement allows everybody without a condition");
    }
}
