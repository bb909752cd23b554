package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** A snapshot says whose it is. */
public final class RdsDatabaseCopyTagsToSnapshots implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-database-copy-tags-to-snapshots", Severity.LOW)
                .holds("Snapshots of RDS databases carry the tags of their database.")
                .because("A snapshot without tags belongs to nobody, and rights by tag do not reach it.")
                .fix("Set copyTagsToSnapshot to true.")
                .implementing(Controls.fsbp("RDS.16"), Controls.fsbp("RDS.17"));
    }

    @Override
    public Set<String> types() {
        return Databases.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("copyTagsToSnapshot").isTrue(), "copyTagsToSnapshot is not true");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("copyTagsToSnapshot", true));
    }
}
