package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Every stream is encrypted at rest. */
public final class KinesisStreamEncrypt implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("kinesis-stream-encrypt", Severity.MEDIUM)
                .holds("Kinesis streams are encrypted with a KMS key.")
                .because("Records wait in the stream for up to a year, readable to whoever reaches its storage.")
                .fix("Set encryptionType to KMS with a kmsKeyId.")
                .implementing(Controls.fsbp("Kinesis.1"), Controls.cdkNag("AwsSolutions-KDS1"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/stream:Stream");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("encryptionType").is("KMS").and(it.get("kmsKeyId").isPresent()),
                "the stream is not encrypted with a KMS key");
    }
}
