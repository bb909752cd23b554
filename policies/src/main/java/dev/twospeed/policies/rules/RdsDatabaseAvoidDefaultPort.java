package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** No port that every scanner tries first; without a port AWS takes the default. */
public final class RdsDatabaseAvoidDefaultPort implements ResourceRule {
    private static final Set<Double> DEFAULTS = Set.of(3306.0, 5432.0, 1521.0, 1433.0);

    @Override
    public Metadata metadata() {
        return Metadata.of("rds-database-avoid-default-port", Severity.LOW)
                .holds("RDS databases listen on a port that no engine has by default.")
                .because("Attacks that are aimed at nobody in particular try the default ports.")
                .fix("Set port to another one than 3306, 5432, 1521 and 1433.")
                .implementing(Controls.fsbp("RDS.23"), Controls.cdkNag("AwsSolutions-RDS11"));
    }

    @Override
    public Set<String> types() {
        return Databases.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("port").matchesNumber(port -> !DEFAULTS.contains(port)).or(Databases.isReplica(it)),
                "the database listens on a default port");
    }
}
