package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Why a delivery failed is written down. */
public final class FirehoseStreamLogErrors implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("firehose-stream-log-errors", Severity.MEDIUM)
                .holds("Firehose logs why it could not deliver.")
                .because("A delivery that fails is seen only by what is missing later.")
                .fix("Set extendedS3Configuration.cloudwatchLoggingOptions.enabled with a group and a stream.")
                .implementing(Controls.wellArchitected("SEC04-BP01"))
                .see("https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("extendedS3Configuration")
                        .isAbsent()
                        .or(it.at("extendedS3Configuration.cloudwatchLoggingOptions.enabled")
                                .isTrue()),
                "cloudwatchLoggingOptions is not enabled");
    }
}
