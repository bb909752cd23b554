package dev.twospeed.stacks.streaming;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.PolicyDocument;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.SecureBucket;
import dev.twospeed.stacks.common.ServiceRole;
import dev.twospeed.stacks.common.Statement;

/** What Firehose may do: read this stream, call this alias, write to this bucket. */
final class DeliveryRole {
    private final ServiceRole role;

    DeliveryRole(
            String name,
            Scope scope,
            EventStream stream,
            Functions.Answering transform,
            SecureBucket bucket,
            Output<String> logGroupArn,
            Output<String> kmsKeyArn,
            Resource parent) {
        // Firehose proves on whose behalf it acts by the account as external id.
        // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
        var trust = new PolicyDocument()
                .with(Statement.allow("Assume")
                        .service("firehose.amazonaws.com")
                        .actions("sts:AssumeRole")
                        .when("StringEquals", "sts:ExternalId", scope.account()));
        var document = new PolicyDocument()
                .with(Statement.allow("ReadStream")
                        .actions(
                                "kinesis:DescribeStream",
                                "kinesis:GetShardIterator",
                                "kinesis:GetRecords",
                                "kinesis:ListShards")
                        .on(stream.arn()))
                .with(Statement.allow("Transform")
                        .actions("lambda:InvokeFunction", "lambda:GetFunctionConfiguration")
                        .on(transform.alias().arn()))
                .with(Statement.allow("WriteBucket")
                        .actions(
                                "s3:AbortMultipartUpload",
                                "s3:GetBucketLocation",
                                "s3:GetObject",
                                "s3:ListBucket",
                                "s3:ListBucketMultipartUploads",
                                "s3:PutObject")
                        .on(bucket.arn())
                        .on(Output.format("%s/*", bucket.arn())))
                .with(Statement.allow("Key")
                        .actions("kms:Decrypt", "kms:GenerateDataKey")
                        .on(kmsKeyArn))
                .with(Statement.allow("Logs").actions("logs:PutLogEvents").on(Output.format("%s:*", logGroupArn)));
        role = new ServiceRole(name, scope, "Firehose " + name, trust.json(), document, parent);
    }

    Output<String> arn() {
        return role.arn();
    }

    /** What must be there before Firehose accepts the role. */
    Resource policy() {
        return role.policy();
    }
}
