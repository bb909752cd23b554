package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** A deletion by mistake fails. */
public final class RdsDatabaseProtectDeletion implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-database-protect-deletion", Severity.MEDIUM)
                .holds("RDS databases are protected from deletion.")
                .because("One wrong command deletes the database and its automatic backups.")
                .fix("Set deletionProtection to true.")
                .implementing(Controls.fsbp("RDS.7"), Controls.fsbp("RDS.8"), Controls.cdkNag("AwsSolutions-RDS10"));
    }

    @Override
    public Set<String> types() {
        return Databases.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("deletionProtection").isTrue(), "deletionProtection is not true");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("deletionProtection", true));
    }
}
