package dev.twospeed.stacks.common;

import com.pulumi.core.Output;

/**
 * What the streaming-inference stack gives to producers and consumers.
 *
 * @param recommendationsPrefix below it, in {@code recommendationsBucket}, Firehose writes JSON lines
 * @param errorPrefix below it lie the records that could not be answered
 * @param sourcePrefix below it lie the events as they came, the backup that Firehose writes
 * @param inferenceUrl {@code https://…/}, for callers that sign with IAM
 * @param producerPolicy what the role of a producer may do, as JSON
 * @param consumerPolicy what the role of a consumer may do, with S3 or through Athena, as JSON
 * @param eventSchema JSON Schema of what is put into the stream
 * @param recommendationSchema JSON Schema of a line below {@code recommendationsPrefix}
 * @param partitionKeyAdvice which partition key producers should use, in a sentence
 * @param queryDatabase the catalog database of the table {@code recommendations} and the view {@code latest_recommendations}
 * @param queryWorkgroup the Athena workgroup to ask them in
 */
public record StreamingOutputs(
        Output<String> streamName,
        Output<String> streamArn,
        Output<String> deliveryStreamName,
        Output<String> recommendationsBucket,
        Output<String> recommendationsPrefix,
        Output<String> errorPrefix,
        Output<String> sourcePrefix,
        Output<String> transformFunctionName,
        Output<String> transformAliasArn,
        Output<String> inferenceFunctionName,
        Output<String> inferenceUrl,
        Output<String> producerPolicy,
        Output<String> consumerPolicy,
        Output<String> eventSchema,
        Output<String> recommendationSchema,
        Output<String> partitionKeyAdvice,
        Output<String> queryDatabase,
        Output<String> queryWorkgroup) {
    /** The promise of this stack. */
    public static final Contract<StreamingOutputs> CONTRACT = new Contract<>(
            StreamingOutputs.class,
            "twospeed-streaming-inference",
            "stacks/streaming-inference",
            new ContractVersion(1, 2));
}
