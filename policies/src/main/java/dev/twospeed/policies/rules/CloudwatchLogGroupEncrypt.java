package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A key of your own decides who reads the logs. */
public final class CloudwatchLogGroupEncrypt implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("cloudwatch-log-group-encrypt", Severity.MEDIUM)
                .holds("Log groups are encrypted with a KMS key.")
                .because("Logs hold what nobody meant to write, readable to whoever reaches their storage.")
                .fix("Set kmsKeyId.")
                .implementing(Controls.wellArchitected("SEC08-BP02"))
                .see("https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:cloudwatch/logGroup:LogGroup");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("kmsKeyId").isPresent(), "there is no kmsKeyId");
    }
}
