package dev.twospeed.stacks.foundation;

import com.pulumi.aws.ec2.FlowLog;
import com.pulumi.aws.ec2.FlowLogArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.PolicyDocument;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.ServiceRole;
import dev.twospeed.stacks.common.Statement;

/** Who talked to whom in the VPC, and what was refused. */
final class FlowLogs {
    FlowLogs(String name, Scope scope, Output<String> vpcId, EncryptedLogs logs, Resource parent) {
        var child = scope.childOf(parent);
        var group = logs.group(name, "/aws/vpc/" + scope.name("flow-logs", 128), parent);
        var role = new ServiceRole(
                name,
                scope,
                "Flow logs of the VPC",
                PolicyDocument.trust(scope, "vpc-flow-logs.amazonaws.com"),
                new PolicyDocument()
                        .with(Statement.allow("Write")
                                .actions("logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams")
                                .on(Output.format("%s:*", group.arn()))),
                parent);
        new FlowLog(
                name,
                FlowLogArgs.builder()
                        .vpcId(vpcId)
                        .trafficType("ALL")
                        .logDestination(group.arn())
                        .iamRoleArn(role.arn())
                        .tags(scope.tags(name))
                        .build(),
                child);
    }
}
