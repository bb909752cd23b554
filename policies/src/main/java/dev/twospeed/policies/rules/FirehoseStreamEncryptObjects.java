package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A key of your own decides who reads what was delivered. */
public final class FirehoseStreamEncryptObjects implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("firehose-stream-encrypt-objects", Severity.MEDIUM)
                .holds("Firehose encrypts the objects that it writes with a KMS key.")
                .because("Whoever reaches the bucket reads what users did.")
                .fix("Set extendedS3Configuration.kmsKeyArn.")
                .implementing(Controls.wellArchitected("SEC08-BP02"))
                .see("https://docs.aws.amazon.com/firehose/latest/dev/encryption.html");
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
                        .or(it.at("extendedS3Configuration.kmsKeyArn").isPresent()),
                "extendedS3Configuration has no kmsKeyArn");
    }
}
