package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A published version does not change under the records that are on their way. */
public final class FirehoseProcessorNameVersion implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("firehose-processor-name-version", Severity.MEDIUM)
                .holds("Firehose calls a version or an alias of its function.")
                .because("With $LATEST every upload goes to all records at once, and there is no way back.")
                .fix("Give the parameter LambdaArn of the processor the ARN of an alias or a version.")
                .implementing(Controls.guide(
                        "Amazon Data Firehose",
                        "Lambda function versions",
                        "https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                FirehoseProcessors.anyParameter(
                        it,
                        "LambdaArn",
                        value -> value.matches(
                                arn -> !arn.matches("(arn:[^:]+:lambda:[^:]*:[^:]*:function:)?[^:]+:[^:$]+"))),
                "the processor calls $LATEST of its function");
    }
}
