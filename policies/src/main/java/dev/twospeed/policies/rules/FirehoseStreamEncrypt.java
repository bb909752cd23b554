package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A stream that reads Kinesis or Kafka is encrypted there. */
public final class FirehoseStreamEncrypt implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("firehose-stream-encrypt", Severity.MEDIUM)
                .holds("Firehose encrypts what waits in it.")
                .because("Records wait in the stream for up to a day when the destination fails.")
                .fix("Set serverSideEncryption.enabled to true.")
                .implementing(Controls.fsbp("DataFirehose.1"), Controls.cdkNag("AwsSolutions-KDF1"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("serverSideEncryption.enabled")
                        .isTrue()
                        .or(it.get("kinesisSourceConfiguration").isPresent())
                        .or(it.get("mskSourceConfiguration").isPresent()),
                "serverSideEncryption is not enabled");
    }
}
