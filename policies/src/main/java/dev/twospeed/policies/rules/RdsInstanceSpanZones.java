package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A standby in another zone takes over when one zone fails. */
public final class RdsInstanceSpanZones implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-instance-span-zones", Severity.MEDIUM)
                .holds("RDS instances have a standby in another zone.")
                .because("Without it the failure of a zone, and each maintenance, stops the database.")
                .fix("Set multiAz to true.")
                .implementing(Controls.fsbp("RDS.5"), Controls.cdkNag("AwsSolutions-RDS3"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:rds/instance:Instance");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("multiAz").isTrue(), "multiAz is not true");
    }
}
