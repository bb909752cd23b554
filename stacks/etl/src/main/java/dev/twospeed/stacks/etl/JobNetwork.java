package dev.twospeed.stacks.etl;

import com.pulumi.aws.glue.Connection;
import com.pulumi.aws.glue.ConnectionArgs;
import com.pulumi.aws.glue.inputs.ConnectionPhysicalConnectionRequirementsArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.twospeed.stacks.common.Egress;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.Scope;
import java.util.List;
import java.util.Map;

/**
 * The jobs' place in the private network: a connection that is only that. Spark ignores a connection's secret and TLS settings, so
 * the job itself reads the secret and verifies the database's certificate.
 */
final class JobNetwork extends ComponentResource {
    private final Connection connection;

    JobNetwork(String name, Scope scope, FoundationOutputs foundation) {
        super("twospeed:etl:JobNetwork", name, ComponentResourceOptions.Empty);
        var child = scope.childOf(this);
        var egress = new Egress(name, scope, foundation, this)
                .toDatabase("source", foundation.sourceSecurityGroupId(), foundation.sourcePort());
        // Glue wants the group to let itself in on all TCP ports: driver and workers talk on ports they choose.
        // https://docs.aws.amazon.com/glue/latest/dg/setup-vpc-for-glue-access.html
        new SecurityGroupIngressRule(
                name + "-from-itself",
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(egress.groupId())
                        .description("Spark driver and workers")
                        .referencedSecurityGroupId(egress.groupId())
                        .ipProtocol("tcp")
                        .fromPort(0)
                        .toPort(65535)
                        .tags(scope.tags(name + "-from-itself"))
                        .build(),
                child);
        new SecurityGroupEgressRule(
                name + "-to-itself",
                SecurityGroupEgressRuleArgs.builder()
                        .securityGroupId(egress.groupId())
                        .description("Spark driver and workers")
                        .referencedSecurityGroupId(egress.groupId())
                        .ipProtocol("tcp")
                        .fromPort(0)
                        .toPort(65535)
                        .tags(scope.tags(name + "-to-itself"))
                        .build(),
                child);
        connection = new Connection(
                name,
                ConnectionArgs.builder()
                        .name(scope.name(name, 255))
                        .description("Private subnet for the jobs of twospeed " + scope.environment())
                        .connectionType("NETWORK")
                        .physicalConnectionRequirements(ConnectionPhysicalConnectionRequirementsArgs.builder()
                                .subnetId(foundation.privateSubnetIds().applyValue(ids -> ids.get(0)))
                                .availabilityZone(
                                        foundation.privateSubnetZones().applyValue(zones -> zones.get(0)))
                                .securityGroupIdLists(egress.groupId().applyValue(List::of))
                                .build())
                        .tags(scope.tags(name))
                        .build(),
                child);
        registerOutputs(Map.of());
    }

    Output<String> connectionName() {
        return connection.name();
    }
}
