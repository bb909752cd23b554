package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** Fixes arrive by themselves. */
public final class RdsInstanceUpgradeMinorVersions implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-instance-upgrade-minor-versions", Severity.HIGH)
                .holds("RDS instances take minor versions by themselves.")
                .because("Minor versions close weaknesses that are published with them.")
                .fix("Set autoMinorVersionUpgrade to true, or leave it out.")
                .implementing(Controls.fsbp("RDS.13"), Controls.fsbp("RDS.35"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(it.get("autoMinorVersionUpgrade").isFalse(), "autoMinorVersionUpgrade is false");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("autoMinorVersionUpgrade", true));
    }
}
