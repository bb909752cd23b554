package dev.twospeed.stacks.common;

import com.pulumi.core.Output;

/**
 * What the streaming-inference stack gives to producers and consumers.
 *
 * @param recommendationsPrefix below it, in {@code recommendationsBucket}, Firehose writes JSON lines
 * @param errorPrefix below it lie the records that could not be answered
 * @param inferenceUrl {@code https://…/}, for callers that sign with IAM
 */
public record StreamingOutputs(
        Output<String> streamName,
        Output<String> streamArn,
        Output<String> deliveryStreamName,
        Output<String> recommendationsBucket,
        Output<String> recommendationsPrefix,
        Output<String> errorPrefix,
        Output<String> transformFunctionName,
        Output<String> transformAliasArn,
        Output<String> inferenceFunctionName,
        Output<String> inferenceUrl) {
    /** The promise of this stack. */
    public static final Contract<StreamingOutputs> CONTRACT = new Contract<>(
            StreamingOutputs.class,
            "twospeed-streaming-inference",
            "stacks/streaming-inference",
            new ContractVersion(1, 0));
}
