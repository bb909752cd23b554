package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A secret of RDS rotates by itself and is no resource of a stack. */
public final class SecretsmanagerSecretRotate implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("secretsmanager-secret-rotate", Severity.MEDIUM)
                .holds("Secrets are changed by themselves.")
                .because("A secret that was seen once is good for ever.")
                .fix("Add a SecretRotation with rotationRules.")
                .implementing(Controls.fsbp("SecretsManager.1"), Controls.cdkNag("AwsSolutions-SMG4"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:secretsmanager/secret:Secret");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                stack.any(
                        "aws:secretsmanager/secretRotation:SecretRotation",
                        rotation -> stack.refers(rotation, "secretId", it, "id", "arn", "name")),
                "no rotation belongs to the secret");
    }
}
