package dev.twospeed.stacks.common;

import com.pulumi.core.Output;

/**
 * What the vector-db stack gives to the others.
 *
 * @param databaseResourceId the id that {@code rds-db:connect} is granted on, {@code db-…}
 * @param securityGroupId the database's group; who connects adds a rule to it
 * @param readerUser logs in with an IAM token and only reads
 * @param loaderUser logs in with an IAM token and loads models
 * @param databaseIdentifier the name under which CloudWatch has the database's metrics
 * @param maxConnections connections that the database takes at least, those of its own roles included
 * @param loadingJobName the Glue job that loads what is too large for the loader function
 */
public record VectorDbOutputs(
        Output<String> endpoint,
        Output<Integer> port,
        Output<String> databaseName,
        Output<String> databaseResourceId,
        Output<String> securityGroupId,
        Output<String> readerUser,
        Output<String> loaderUser,
        Output<String> migrateFunctionName,
        Output<String> loaderFunctionName,
        Output<String> loaderFunctionArn,
        Output<String> databaseIdentifier,
        Output<Integer> maxConnections,
        Output<String> loadingJobName) {
    /** The promise of this stack. */
    public static final Contract<VectorDbOutputs> CONTRACT =
            new Contract<>(VectorDbOutputs.class, "twospeed-vector-db", "stacks/vector-db", new ContractVersion(1, 2));
}
