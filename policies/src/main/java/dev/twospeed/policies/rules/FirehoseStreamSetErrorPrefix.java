package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Failed records never mix with good ones, where readers would take them for data. */
public final class FirehoseStreamSetErrorPrefix implements ResourceRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "firehose-stream-set-error-prefix",
                "Records that Firehose cannot deliver go to a prefix of their own.",
                Severity.MEDIUM,
                List.of("twospeed FIREHOSE-1"),
                "Set extendedS3Configuration.errorOutputPrefix to a prefix with !{firehose:error-output-type}.",
                "https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
    }

    @Override
    public Verdict check(PolicyResource resource) {
        var s3 = resource.get("extendedS3Configuration");
        return Verdict.mustHold(
                s3.isPresent().not().or(s3.get("errorOutputPrefix").matches(prefix -> !prefix.isBlank())),
                "extendedS3Configuration has no errorOutputPrefix");
    }
}
