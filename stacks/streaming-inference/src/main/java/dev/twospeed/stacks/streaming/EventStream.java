package dev.twospeed.stacks.streaming;

import com.pulumi.aws.kinesis.Stream;
import com.pulumi.aws.kinesis.StreamArgs;
import com.pulumi.aws.kinesis.inputs.StreamStreamModeDetailsArgs;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Alarms;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.Scope;
import java.util.List;
import java.util.Map;

/** Where shops put what their users do. */
final class EventStream extends Component {
    private final Stream stream;

    EventStream(
            String name,
            Scope scope,
            StreamingConfig.StreamSize size,
            Output<String> kmsKeyArn,
            Output<String> alarmTopic) {
        super("twospeed:streaming:EventStream", name);
        var args = StreamArgs.builder()
                .name(scope.name(name, 128))
                .retentionPeriod(size.retentionHours())
                .streamModeDetails(StreamStreamModeDetailsArgs.builder()
                        .streamMode(size.mode().name())
                        .build())
                .encryptionType("KMS")
                .kmsKeyId(kmsKeyArn)
                .tags(scope.tags(name));
        if (size.mode() == StreamingConfig.Mode.PROVISIONED) {
            args.shardCount(size.shards());
        }
        stream = new Stream(name, args.build(), scope.statefulChildOf(this));
        alarms(name, new Alarms(scope, alarmTopic));
        registerOutputs(Map.of());
    }

    // What AWS's own solution for streaming data warns of, with its thresholds; records put together are counted one by
    // one.
    // https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
    private void alarms(String name, Alarms alarms) {
        alarms.atMost(
                name + "-put-failed",
                "Of the events put one by one at least one in twenty was refused",
                metric("PutRecord.Success", "Average"),
                0.95,
                this);
        alarms.atMost(
                name + "-batch-put-failed",
                "Of the events put together at least one in twenty was refused",
                new Alarms.Share(
                        List.of(metric("PutRecords.SuccessfulRecords", "Sum")),
                        metric("PutRecords.TotalRecords", "Sum")),
                95,
                this);
        alarms.atLeast(
                name + "-throttled",
                "Producers are refused because the stream is full: add shards, or spread the partition keys",
                metric("WriteProvisionedThroughputExceeded", "Average"),
                0.01,
                this);
        alarms.atLeast(
                name + "-read-throttled",
                "Consumers are refused because they read too much at once: give them their own throughput",
                metric("ReadProvisionedThroughputExceeded", "Average"),
                0.01,
                this);
        alarms.atLeast(
                name + "-behind",
                "Events wait in the stream for a minute or more",
                metric("GetRecords.IteratorAgeMilliseconds", "Maximum"),
                60_000,
                this);
    }

    private Alarms.Metric metric(String metric, String statistic) {
        return new Alarms.Metric("AWS/Kinesis", metric, Map.of("StreamName", stream.name()), statistic, 60, 5);
    }

    Output<String> name() {
        return stream.name();
    }

    Output<String> arn() {
        return stream.arn();
    }
}
