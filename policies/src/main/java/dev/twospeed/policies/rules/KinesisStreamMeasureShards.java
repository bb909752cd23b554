package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** One shard that is full does not show in the average of all. */
public final class KinesisStreamMeasureShards implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("kinesis-stream-measure-shards", Severity.LOW)
                .holds("Kinesis streams measure their shards.")
                .because("Nobody sees that one partition key fills one shard, while the stream as a whole is idle.")
                .fix("Name at least one metric in shardLevelMetrics, such as WriteProvisionedThroughputExceeded.")
                .implementing(Controls.guide(
                        "Amazon Kinesis",
                        "Enhanced shard-level metrics",
                        "https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/stream:Stream");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("streamModeDetails.streamMode")
                        .is("ON_DEMAND")
                        .or(it.get("shardLevelMetrics").hasItems(1)),
                "no metric of shards is turned on");
    }
}
