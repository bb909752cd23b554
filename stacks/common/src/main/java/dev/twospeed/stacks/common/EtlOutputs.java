package dev.twospeed.stacks.common;

import com.pulumi.core.Output;

/**
 * What the etl stack gives to the others and to whoever starts jobs.
 *
 * @param ratingsLocation {@code s3://…/}, below which the snapshots of the training data lie
 * @param modelPrefix below it, in {@code modelBucket}, each published model has a folder; ends with a slash
 */
public record EtlOutputs(
        Output<String> catalogDatabase,
        Output<String> catalogTable,
        Output<String> ratingsLocation,
        Output<String> etlJobName,
        Output<String> trainingJobName,
        Output<String> modelBucket,
        Output<String> modelPrefix) {
    /** The promise of this stack. */
    public static final Contract<EtlOutputs> CONTRACT =
            new Contract<>(EtlOutputs.class, "twospeed-etl", "stacks/etl", new ContractVersion(1, 0));
}
