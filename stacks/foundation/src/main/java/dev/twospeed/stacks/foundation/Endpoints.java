package dev.twospeed.stacks.foundation;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.Scope;
import java.util.List;

/** The ways out of the private subnets: a gateway to S3, which is free, and an interface for each other service. */
final class Endpoints {
    private final SecurityGroup group;
    private final S3Gateway s3;

    Endpoints(
            String name,
            Scope scope,
            FoundationConfig config,
            Vpc vpc,
            Output<List<String>> subnetIds,
            Output<String> routeTableId,
            Resource parent) {
        var child = scope.childOf(parent);
        s3 = new S3Gateway(name + "-s3", scope, vpc.id(), routeTableId.applyValue(List::of), parent);
        group = new SecurityGroup(
                name + "-endpoints",
                SecurityGroupArgs.builder()
                        .name(scope.name("endpoints", 255))
                        .description("Interface endpoints")
                        .vpcId(vpc.id())
                        .tags(scope.tags(name + "-endpoints"))
                        .build(),
                child);
        new SecurityGroupIngressRule(
                name + "-endpoints-https",
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(group.id())
                        .description("HTTPS from the VPC")
                        .cidrIpv4(config.vpcCidr().toString())
                        .ipProtocol("tcp")
                        .fromPort(443)
                        .toPort(443)
                        .tags(scope.tags(name + "-endpoints-https"))
                        .build(),
                child);
        new InterfaceEndpoints(name, scope, config.endpoints().services(), vpc.id(), subnetIds, group.id(), parent);
    }

    Output<String> securityGroupId() {
        return group.id();
    }

    Output<String> s3PrefixListId() {
        return s3.prefixListId();
    }
}
