package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Every database is encrypted at rest; a replica has this from its source. */
public final class RdsDatabaseEncryptStorage implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-database-encrypt-storage", Severity.HIGH)
                .holds("RDS databases encrypt their storage.")
                .because(
                        "Snapshots and disks that leave the account are readable without it, and it cannot be added later.")
                .fix("Set storageEncrypted to true; changing it replaces the database.")
                .implementing(Controls.fsbp("RDS.3"), Controls.fsbp("RDS.27"), Controls.cdkNag("AwsSolutions-RDS2"));
    }

    @Override
    public Set<String> types() {
        return Databases.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("storageEncrypted").isTrue().or(Databases.isReplica(it)), "storageEncrypted is not true");
    }
}
