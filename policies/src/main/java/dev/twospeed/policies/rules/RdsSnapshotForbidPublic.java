package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A snapshot for all accounts is a copy of the data for everybody. */
public final class RdsSnapshotForbidPublic implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-snapshot-forbid-public", Severity.CRITICAL)
                .holds("RDS snapshots are not shared with everybody.")
                .because("Whoever restores a public snapshot has the data.")
                .fix("Name accounts in sharedAccounts, never all.")
                .implementing(Controls.fsbp("RDS.1"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:rds/snapshot:Snapshot", "aws:rds/clusterSnapshot:ClusterSnapshot");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                it.get("sharedAccounts").any(account -> account.is("all")), "the snapshot is shared with all accounts");
    }
}
