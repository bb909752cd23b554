package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Of a queue the queue itself keeps them. */
public final class LambdaMappingKeepFailedRecords implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-mapping-keep-failed-records", Severity.MEDIUM)
                .holds("Lambda mappings of streams keep what the function fails on.")
                .because("Records that fail until they are too old are gone, and hold up all behind them until then.")
                .fix("Set destinationConfig.onFailure.destinationArn.")
                .implementing(Controls.guide(
                        "AWS Lambda",
                        "Retain discarded batches",
                        "https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/eventSourceMapping:EventSourceMapping");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("eventSourceArn")
                        .matches(arn -> arn.matches("arn:[^:]+:(kinesis|dynamodb):.*"))
                        .not()
                        .or(it.at("destinationConfig.onFailure.destinationArn").isPresent()),
                "the mapping reads a stream and has no destination for failures");
    }
}
