package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Failed records never mix with good ones, where readers would take them for data. */
public final class FirehoseStreamSetErrorPrefix implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("firehose-stream-set-error-prefix", Severity.MEDIUM)
                .holds("Records that Firehose cannot deliver go to a prefix of their own.")
                .because("Readers of the delivered objects meet records that were refused.")
                .fix("Set extendedS3Configuration.errorOutputPrefix to a prefix with !{firehose:error-output-type}.")
                .implementing(Controls.guide(
                        "Amazon Data Firehose",
                        "Custom prefixes for S3 objects",
                        "https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html"));
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
                        .or(it.at("extendedS3Configuration.errorOutputPrefix").isPresent()),
                "extendedS3Configuration has no errorOutputPrefix");
    }
}
