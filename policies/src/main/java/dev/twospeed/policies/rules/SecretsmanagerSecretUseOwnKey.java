package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A key of your own decides who can read the secret, besides its policy. */
public final class SecretsmanagerSecretUseOwnKey implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("secretsmanager-secret-use-own-key", Severity.MEDIUM)
                .holds("Secrets are encrypted with a key of your own.")
                .because(
                        "The key of AWS lets everybody of the account decrypt who may read the secret, and no other account.")
                .fix("Set kmsKeyId.")
                .implementing(Controls.wellArchitected("SEC08-BP02"))
                .see("https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:secretsmanager/secret:Secret");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("kmsKeyId").matches(key -> !key.contains("aws/secretsmanager") && !key.isEmpty()),
                "the secret has no key of its own");
    }
}
