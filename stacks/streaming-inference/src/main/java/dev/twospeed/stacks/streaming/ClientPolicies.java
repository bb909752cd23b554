package dev.twospeed.stacks.streaming;

import com.pulumi.core.Output;
import dev.twospeed.stacks.common.PolicyDocument;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.SecureBucket;
import dev.twospeed.stacks.common.Statement;

/** What the roles of producers and consumers need, for whoever owns these roles to attach. */
final class ClientPolicies {
    private ClientPolicies() {}

    /**
     * Puts events: nothing else.
     *
     * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html">permissions of a producer</a>
     */
    static Output<String> producer(EventStream stream, Output<String> kmsKeyArn) {
        return new PolicyDocument()
                .with(Statement.allow("PutEvents")
                        .actions(
                                "kinesis:DescribeStreamSummary",
                                "kinesis:ListShards",
                                "kinesis:PutRecord",
                                "kinesis:PutRecords")
                        .on(stream.arn()))
                .with(Statement.allow("EncryptEvents")
                        .actions("kms:GenerateDataKey")
                        .on(kmsKeyArn))
                .json();
    }

    /**
     * Reads recommendations, from S3 or by queries, and neither events nor error records.
     *
     * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html">permissions of a workgroup</a>
     * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html">permissions of the
     *     catalog</a>
     */
    static Output<String> consumer(
            Scope scope,
            SecureBucket bucket,
            SecureBucket results,
            RecommendationsTable table,
            Output<String> kmsKeyArn) {
        var tables = table.database().apply(database -> scope.arn("glue", "table/" + database + "/*"));
        return new PolicyDocument()
                .with(Statement.allow("ReadRecommendations")
                        .actions("s3:GetObject")
                        .on(Output.format("%s/%s*", bucket.arn(), Prefixes.RECOMMENDATIONS)))
                .with(Statement.allow("ListRecommendations")
                        .actions("s3:ListBucket")
                        .on(bucket.arn())
                        .when("StringLike", "s3:prefix", Prefixes.RECOMMENDATIONS + "*"))
                .with(Statement.allow("FindBuckets")
                        .actions("s3:GetBucketLocation")
                        .on(bucket.arn())
                        .on(results.arn()))
                .with(Statement.allow("Query")
                        .actions(
                                "athena:GetQueryExecution",
                                "athena:GetQueryResults",
                                "athena:GetWorkGroup",
                                "athena:StartQueryExecution",
                                "athena:StopQueryExecution")
                        .on(table.workgroup().apply(name -> scope.arn("athena", "workgroup/" + name))))
                .with(Statement.allow("SeeTables")
                        .actions(
                                "glue:GetDatabase",
                                "glue:GetPartition",
                                "glue:GetPartitions",
                                "glue:GetTable",
                                "glue:GetTables")
                        .on(scope.arn("glue", "catalog"))
                        .on(table.database().apply(name -> scope.arn("glue", "database/" + name)))
                        .on(tables))
                .with(Statement.allow("KeepResults")
                        .actions("s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject")
                        .on(Output.format("%s/*", results.arn())))
                .with(Statement.allow("ListResults").actions("s3:ListBucket").on(results.arn()))
                .with(Statement.allow("Key")
                        .actions("kms:Decrypt", "kms:GenerateDataKey")
                        .on(kmsKeyArn))
                .json();
    }
}
