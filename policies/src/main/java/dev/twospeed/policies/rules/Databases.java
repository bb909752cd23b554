package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Truth;
import java.util.Set;

/** What RDS instances and clusters have in common. */
final class Databases {
    static final String INSTANCE = "aws:rds/instance:Instance";
    static final String CLUSTER = "aws:rds/cluster:Cluster";

    /** Both, where their inputs have the same names. */
    static final Set<String> TYPES = Set.of(INSTANCE, CLUSTER);

    private Databases() {}

    /** Whether it is a copy of another database, from which it has what cannot be said again. */
    static Truth isReplica(PolicyResource database) {
        return database.get("replicateSourceDb")
                .isPresent()
                .or(database.get("replicationSourceIdentifier").isPresent());
    }
}
