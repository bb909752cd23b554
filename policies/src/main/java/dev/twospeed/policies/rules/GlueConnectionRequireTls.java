package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A connection to a database is encrypted, and the database is who it says. */
public final class GlueConnectionRequireTls implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("glue-connection-require-tls", Severity.MEDIUM)
                .holds("Glue connections to databases ask for TLS.")
                .because("The database's password and rows cross the network in the clear.")
                .fix("Set JDBC_ENFORCE_SSL in connectionProperties to true.")
                .implementing(Controls.wellArchitected("SEC09-BP02"))
                .see("https://docs.aws.amazon.com/glue/latest/dg/connection-properties.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:glue/connection:Connection");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("connectionType")
                        .matches(type -> !type.equals("JDBC"))
                        .or(it.get("connectionProperties")
                                .get("JDBC_ENFORCE_SSL")
                                .isTrue()),
                "JDBC_ENFORCE_SSL is not true");
    }
}
