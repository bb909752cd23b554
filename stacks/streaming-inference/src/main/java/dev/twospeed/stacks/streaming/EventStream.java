package dev.twospeed.stacks.streaming;

import com.pulumi.aws.kinesis.Stream;
import com.pulumi.aws.kinesis.StreamArgs;
import com.pulumi.aws.kinesis.inputs.StreamStreamModeDetailsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.twospeed.stacks.common.Alarms;
import dev.twospeed.stacks.common.Scope;
import java.util.Map;

/** Where shops put what their users do. */
final class EventStream extends ComponentResource {
    private final Stream stream;

    EventStream(
            String name,
            Scope scope,
            StreamingConfig.StreamSize size,
            Output<String> kmsKeyArn,
            Output<String> alarmTopic) {
        super("twospeed:streaming:EventStream", name, ComponentResourceOptions.Empty);
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
        var alarms = new Alarms(scope, alarmTopic);
        alarms.above(
                name + "-throttled",
                "Producers are refused because the stream is full: add shards",
                metric("WriteProvisionedThroughputExceeded", "Sum"),
                0,
                this);
        alarms.above(
                name + "-behind",
                "Events wait in the stream for more than a minute",
                metric("GetRecords.IteratorAgeMilliseconds", "Maximum"),
                60_000,
                this);
        registerOutputs(Map.of());
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
