package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Every stream is encrypted at rest. */
public final class KinesisStreamEncrypt implements ResourceRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "kinesis-stream-encrypt",
                "Kinesis streams are encrypted with a KMS key.",
                Severity.MEDIUM,
                List.of("AWS FSBP Kinesis.1", "cdk-nag AwsSolutions-KDS1"),
                "Set encryptionType to KMS with a kmsKeyId.",
                "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-1");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/stream:Stream");
    }

    @Override
    public Verdict check(PolicyResource resource) {
        return Verdict.mustHold(
                resource.get("encryptionType")
                        .is("KMS")
                        .and(resource.get("kmsKeyId").isPresent()),
                "the stream is not encrypted with a KMS key");
    }
}
