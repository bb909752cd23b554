package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** No database is reachable from the internet. */
public final class RdsInstanceForbidPublicAccess implements ResourceRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "rds-instance-forbid-public-access",
                "RDS instances have no public address.",
                Severity.CRITICAL,
                List.of("AWS FSBP RDS.2"),
                "Set publiclyAccessible to false, or leave it out.",
                "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:rds/instance:Instance");
    }

    @Override
    public Verdict check(PolicyResource resource) {
        return Verdict.mustHold(resource.get("publiclyAccessible").isTrue().not(), "publiclyAccessible is true");
    }
}
