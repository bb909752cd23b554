package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** What the operating system of the instance does is measured. */
public final class RdsInstanceMonitorSystem implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-instance-monitor-system", Severity.LOW)
                .holds("RDS instances have enhanced monitoring.")
                .because(
                        "A database that waits for memory or disk shows it only in the measures of its operating system.")
                .fix("Set monitoringInterval to 60 or less, with a monitoringRoleArn.")
                .implementing(Controls.fsbp("RDS.6"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:rds/instance:Instance");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("monitoringInterval").matchesNumber(seconds -> seconds > 0), "monitoringInterval is not set");
    }
}
