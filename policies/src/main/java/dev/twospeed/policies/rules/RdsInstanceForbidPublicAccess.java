package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** No database is reachable from the internet. */
public final class RdsInstanceForbidPublicAccess implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-instance-forbid-public-access", Severity.CRITICAL)
                .holds("RDS instances have no public address.")
                .because("A database with a public address is found and tried by everybody within hours.")
                .fix("Set publiclyAccessible to false, or leave it out.")
                .implementing(Controls.fsbp("RDS.2"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(it.get("publiclyAccessible").isTrue(), "publiclyAccessible is true");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("publiclyAccessible", false));
    }
}
