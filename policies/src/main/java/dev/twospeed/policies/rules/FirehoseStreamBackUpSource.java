package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** What a transformation makes wrong can be made again. */
public final class FirehoseStreamBackUpSource implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("firehose-stream-back-up-source", Severity.MEDIUM)
                .holds("Firehose keeps the records as they came where it transforms them.")
                .because("A fault of the transformation is final: the records it spoilt are nowhere else.")
                .fix("Set extendedS3Configuration.s3BackupMode to Enabled with an s3BackupConfiguration.")
                .implementing(Controls.guide(
                        "Amazon Data Firehose",
                        "Source record backup",
                        "https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("extendedS3Configuration.processingConfiguration.enabled")
                        .isTrue()
                        .not()
                        .or(it.at("extendedS3Configuration.s3BackupMode").is("Enabled")),
                "records are transformed and s3BackupMode is not Enabled");
    }
}
