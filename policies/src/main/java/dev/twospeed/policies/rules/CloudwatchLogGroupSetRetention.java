package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Zero and absence both mean: keep for ever. */
public final class CloudwatchLogGroupSetRetention implements ResourceRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "cloudwatch-log-group-set-retention",
                "Log groups delete their entries after a time.",
                Severity.LOW,
                List.of("AWS FSBP CloudWatch.16"),
                "Set retentionInDays.",
                "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:cloudwatch/logGroup:LogGroup");
    }

    @Override
    public Verdict check(PolicyResource resource) {
        return Verdict.mustHold(
                resource.get("retentionInDays").matchesNumber(days -> days > 0), "retentionInDays is not set");
    }
}
