package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.Option;
import dev.twospeed.policies.sdk.Options;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Backups reach back far enough to notice a fault; a replica has those of its source. */
public final class RdsDatabaseKeepBackups implements ResourceRule {
    private static final double STANDARD = 7;
    private static final Option OPTION =
            Option.number("minimumDays", "The least days that backups are kept.", STANDARD, 1, 35);

    private final double minimumDays;

    /** As the control asks for it. */
    public RdsDatabaseKeepBackups() {
        this(STANDARD);
    }

    private RdsDatabaseKeepBackups(double minimumDays) {
        this.minimumDays = minimumDays;
    }

    @Override
    public Metadata metadata() {
        return Metadata.of("rds-database-keep-backups", Severity.MEDIUM)
                .holds("RDS databases keep automatic backups for a week or more.")
                .because("A fault that is noticed after the last backup is gone cannot be undone.")
                .fix("Set backupRetentionPeriod to at least the days that the rule wants.")
                .implementing(Controls.fsbp("RDS.11"), Controls.cdkNag("AwsSolutions-RDS13"));
    }

    @Override
    public Set<String> types() {
        return Databases.TYPES;
    }

    @Override
    public List<Option> options() {
        return List.of(OPTION);
    }

    @Override
    public Rule configured(Options options) {
        return new RdsDatabaseKeepBackups(options.number(OPTION.name()));
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("backupRetentionPeriod")
                        .matchesNumber(days -> days >= minimumDays)
                        .or(Databases.isReplica(it)),
                "backups are kept for less than " + Math.round(minimumDays) + " days");
    }
}
