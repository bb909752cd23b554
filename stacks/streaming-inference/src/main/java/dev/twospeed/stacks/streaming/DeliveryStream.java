package dev.twospeed.stacks.streaming;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogStream;
import com.pulumi.aws.cloudwatch.LogStreamArgs;
import com.pulumi.aws.kinesis.FirehoseDeliveryStream;
import com.pulumi.aws.kinesis.FirehoseDeliveryStreamArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamExtendedS3ConfigurationArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamExtendedS3ConfigurationCloudwatchLoggingOptionsArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessorArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessorParameterArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamExtendedS3ConfigurationS3BackupConfigurationArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamExtendedS3ConfigurationS3BackupConfigurationCloudwatchLoggingOptionsArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamKinesisSourceConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.twospeed.stacks.common.Alarms;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.SecureBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes events from the stream, lets the transform function answer them, and writes answers, refused records and the events
 * themselves to S3.
 *
 * <p>The backup of the events is on from the start because Firehose cannot switch it off later, only replace the whole stream,
 * which would then start behind what waits in Kinesis.
 */
final class DeliveryStream extends Component {
    private final Scope scope;
    private final FirehoseDeliveryStream delivery;
    private final LogGroup logGroup;

    DeliveryStream(
            String name,
            Scope scope,
            StreamingConfig.Delivery config,
            FoundationOutputs foundation,
            EventStream stream,
            Functions.Answering transform,
            SecureBucket bucket,
            EncryptedLogs logs) {
        super("twospeed:streaming:DeliveryStream", name);
        this.scope = scope;
        var deliveryName = scope.name(name, 64);
        logGroup = logs.group(name, "/aws/kinesisfirehose/" + deliveryName, this);
        var answers = logStream(name + "-answers", "answers");
        var backup = logStream(name + "-backup", "backup");
        var role =
                new DeliveryRole(name, scope, stream, transform, bucket, logGroup.arn(), foundation.kmsKeyArn(), this);
        delivery = new FirehoseDeliveryStream(
                name,
                FirehoseDeliveryStreamArgs.builder()
                        .name(deliveryName)
                        .destination("extended_s3")
                        .kinesisSourceConfiguration(FirehoseDeliveryStreamKinesisSourceConfigurationArgs.builder()
                                .kinesisStreamArn(stream.arn())
                                .roleArn(role.arn())
                                .build())
                        .extendedS3Configuration(FirehoseDeliveryStreamExtendedS3ConfigurationArgs.builder()
                                .roleArn(role.arn())
                                .bucketArn(bucket.arn())
                                .prefix(Prefixes.RECOMMENDATIONS + Prefixes.BY_DATE)
                                .errorOutputPrefix(Prefixes.errors())
                                .bufferingSize(config.s3Megabytes())
                                .bufferingInterval(config.s3Seconds())
                                .kmsKeyArn(foundation.kmsKeyArn())
                                .cloudwatchLoggingOptions(
                                        FirehoseDeliveryStreamExtendedS3ConfigurationCloudwatchLoggingOptionsArgs
                                                .builder()
                                                .enabled(true)
                                                .logGroupName(logGroup.name())
                                                .logStreamName(answers.name())
                                                .build())
                                .processingConfiguration(
                                        processing(config, transform.alias().arn()))
                                .s3BackupMode("Enabled")
                                .s3BackupConfiguration(
                                        backup(role.arn(), bucket.arn(), foundation.kmsKeyArn(), backup.name()))
                                .build())
                        .tags(scope.tags(name))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(scope.protectData())
                        .dependsOn(role.policy())
                        .build());
        alarms(name, foundation.alarmTopicArn());
        registerOutputs(Map.of());
    }

    private LogStream logStream(String name, String streamName) {
        return new LogStream(
                name,
                LogStreamArgs.builder()
                        .name(streamName)
                        .logGroupName(logGroup.name())
                        .build(),
                scope.childOf(this));
    }

    private static FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationArgs processing(
            StreamingConfig.Delivery config, Output<String> aliasArn) {
        var parameters = new ArrayList<
                FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessorParameterArgs>();
        parameters.add(parameter("LambdaArn", aliasArn));
        // The provider does not read these back when they are AWS's defaults, and would find a change at every preview.
        add(parameters, "NumberOfRetries", String.valueOf(config.processorRetries()), "3");
        add(parameters, "BufferSizeInMBs", decimal(config.processorMegabytes()), "1");
        add(parameters, "BufferIntervalInSeconds", String.valueOf(config.processorSeconds()), "60");
        return FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationArgs.builder()
                .enabled(true)
                .processors(FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessorArgs.builder()
                        .type("Lambda")
                        .parameters(parameters)
                        .build())
                .build();
    }

    private static void add(
            List<FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessorParameterArgs> parameters,
            String name,
            String value,
            String awsDefault) {
        if (!value.equals(awsDefault)) {
            parameters.add(parameter(name, Output.of(value)));
        }
    }

    private static FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessorParameterArgs parameter(
            String name, Output<String> value) {
        return FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessorParameterArgs.builder()
                .parameterName(name)
                .parameterValue(value)
                .build();
    }

    private static String decimal(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private FirehoseDeliveryStreamExtendedS3ConfigurationS3BackupConfigurationArgs backup(
            Output<String> roleArn, Output<String> bucketArn, Output<String> kmsKeyArn, Output<String> logStream) {
        return FirehoseDeliveryStreamExtendedS3ConfigurationS3BackupConfigurationArgs.builder()
                .roleArn(roleArn)
                .bucketArn(bucketArn)
                .prefix(Prefixes.SOURCE + Prefixes.BY_DATE)
                .errorOutputPrefix(Prefixes.errors())
                .compressionFormat("GZIP")
                .kmsKeyArn(kmsKeyArn)
                .cloudwatchLoggingOptions(
                        FirehoseDeliveryStreamExtendedS3ConfigurationS3BackupConfigurationCloudwatchLoggingOptionsArgs
                                .builder()
                                .enabled(true)
                                .logGroupName(logGroup.name())
                                .logStreamName(logStream)
                                .build())
                .build();
    }

    private void alarms(String name, Output<String> alarmTopicArn) {
        var alarms = new Alarms(scope, alarmTopicArn);
        alarms.above(
                name + "-old",
                "Answers reach S3 more than 15 minutes after their events",
                metric("DeliveryToS3.DataFreshness", "Maximum"),
                900,
                this);
        alarms.above(
                name + "-far-behind",
                "Firehose reads the stream more than a minute late",
                metric("KinesisMillisBehindLatest", "Maximum"),
                60_000,
                this);
    }

    private Alarms.Metric metric(String metric, String statistic) {
        return new Alarms.Metric(
                "AWS/Firehose", metric, Map.of("DeliveryStreamName", delivery.name()), statistic, 60, 5);
    }

    Output<String> name() {
        return delivery.name();
    }
}
