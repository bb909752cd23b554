package dev.twospeed.stacks.common;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;

/** The role of one job: what every Glue job in a VPC needs, and what this one needs besides. */
final class JobRole {
    private final ServiceRole role;

    JobRole(
            String name,
            Scope scope,
            FoundationOutputs foundation,
            Output<String> connectionName,
            List<LogGroup> logs,
            List<Statement> own,
            Resource parent) {
        var document = new PolicyDocument()
                .with(Statement.allow("Code")
                        .actions("s3:GetObject")
                        .on(foundation.artifactBucket().applyValue(bucket -> arn(scope, "s3", bucket + "/glue-*"))))
                .with(Statement.allow("Key")
                        .actions("kms:Decrypt", "kms:GenerateDataKey")
                        .on(foundation.kmsKeyArn()))
                .with(Statement.allow("Temporary")
                        .actions("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
                        .on(foundation
                                .dataLakeBucket()
                                .applyValue(bucket -> arn(scope, "s3", bucket + "/tmp/" + name + "/*"))))
                .with(Statement.allow("FindBucket")
                        .actions("s3:GetBucketLocation")
                        .on(foundation.dataLakeBucket().applyValue(bucket -> arn(scope, "s3", bucket)))
                        .on(foundation.artifactBucket().applyValue(bucket -> arn(scope, "s3", bucket))))
                .with(Statement.allow("Connection")
                        .actions("glue:GetConnection")
                        .on(scope.arn("glue", "catalog"))
                        .on(connectionName.apply(connection -> scope.arn("glue", "connection/" + connection))));
        var write =
                Statement.allow("Logs").actions("logs:CreateLogStream", "logs:PutLogEvents", "logs:AssociateKmsKey");
        logs.forEach(group -> write.on(Output.format("%s:*", group.arn())));
        document.with(write)
                .with(Statement.allow("Metrics")
                        .actions("cloudwatch:PutMetricData")
                        // CloudWatch has no resources; the namespace is what can be named.
                        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
                        .on("*")
                        .when("StringEquals", "cloudwatch:namespace", "Glue"));
        network(scope, document);
        own.forEach(document::with);
        role = new ServiceRole(
                name, scope, "Glue job " + name, PolicyDocument.trust(scope, "glue.amazonaws.com"), document, parent);
    }

    // https://docs.aws.amazon.com/glue/latest/dg/create-an-iam-role.html; the Describe actions know no resources.
    private static void network(Scope scope, PolicyDocument document) {
        document.with(Statement.allow("SeeNetwork")
                        .actions(
                                "ec2:DescribeNetworkInterfaces",
                                "ec2:DescribeRouteTables",
                                "ec2:DescribeSecurityGroups",
                                "ec2:DescribeSubnets",
                                "ec2:DescribeVpcAttribute",
                                "ec2:DescribeVpcEndpoints")
                        .on("*"))
                .with(Statement.allow("JoinNetwork")
                        .actions("ec2:CreateNetworkInterface")
                        .on(scope.arn("ec2", "network-interface/*"))
                        .on(scope.arn("ec2", "security-group/*"))
                        .on(scope.arn("ec2", "subnet/*")))
                .with(Statement.allow("LeaveNetwork")
                        .actions("ec2:DeleteNetworkInterface", "ec2:CreateTags", "ec2:DeleteTags")
                        .on(scope.arn("ec2", "network-interface/*")));
    }

    private static String arn(Scope scope, String service, String resource) {
        return "arn:" + scope.partition() + ":" + service + ":::" + resource;
    }

    Output<String> arn() {
        return role.arn();
    }

    /** What must be there before the job can do its work. */
    Resource policy() {
        return role.policy();
    }
}
