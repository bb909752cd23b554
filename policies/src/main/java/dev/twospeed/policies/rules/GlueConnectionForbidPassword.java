package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A connection names a secret; a password in it is in the state and in the catalog. */
public final class GlueConnectionForbidPassword implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("glue-connection-forbid-password", Severity.HIGH)
                .holds("Glue connections hold no password.")
                .because("Whoever may read the catalog reads the password.")
                .fix("Set SECRET_ID in connectionProperties, and leave PASSWORD and USERNAME out.")
                .implementing(Controls.wellArchitected("SEC02-BP03"))
                .see("https://docs.aws.amazon.com/glue/latest/dg/connection-properties-secrets-manager.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:glue/connection:Connection");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                it.get("connectionProperties")
                        .get("PASSWORD")
                        .isPresent()
                        .or(it.get("connectionProperties")
                                .get("ENCRYPTED_PASSWORD")
                                .isPresent()),
                "connectionProperties holds a password");
    }
}
