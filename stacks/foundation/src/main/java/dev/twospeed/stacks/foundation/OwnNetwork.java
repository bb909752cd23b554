package dev.twospeed.stacks.foundation;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.ec2.DefaultSecurityGroup;
import com.pulumi.aws.ec2.DefaultSecurityGroupArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.inputs.GetAvailabilityZonesArgs;
import com.pulumi.aws.inputs.GetAvailabilityZonesFilterArgs;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A VPC of private subnets over several zones: no internet gateway, no NAT, a closed default group, flow logs. */
final class OwnNetwork extends Component implements Network {
    private final Vpc vpc;
    private final Output<List<String>> subnetIds;
    private final Output<List<String>> subnetZones;
    private final Endpoints endpoints;

    OwnNetwork(String name, Scope scope, FoundationConfig config, EncryptedLogs logs) {
        super("twospeed:foundation:OwnNetwork", name);
        var child = scope.childOf(this);
        vpc = new Vpc(
                name,
                VpcArgs.builder()
                        .cidrBlock(config.vpcCidr().toString())
                        .enableDnsSupport(true)
                        .enableDnsHostnames(true)
                        .tags(scope.tags(name))
                        .build(),
                child);
        // A group without rules: whatever is started without a group of its own can talk to nothing.
        new DefaultSecurityGroup(
                name,
                DefaultSecurityGroupArgs.builder()
                        .vpcId(vpc.id())
                        .tags(scope.tags(name + "-default-closed"))
                        .build(),
                child);
        var routes = new RouteTable(
                name,
                RouteTableArgs.builder()
                        .vpcId(vpc.id())
                        .tags(scope.tags(name + "-private"))
                        .build(),
                child);
        var subnets = subnets(name, scope, config, routes);
        subnetIds = Output.all(subnets.stream().map(Subnet::id).toList());
        subnetZones = Output.all(subnets.stream().map(Subnet::availabilityZone).toList());
        endpoints = new Endpoints(name, scope, config, vpc, subnetIds, routes.id(), this);
        new FlowLogs(name + "-flow-logs", scope, vpc.id(), logs, this);
        registerOutputs(Map.of());
    }

    private List<Subnet> subnets(String name, Scope scope, FoundationConfig config, RouteTable routes) {
        var zones = AwsFunctions.getAvailabilityZones(GetAvailabilityZonesArgs.builder()
                        .state("available")
                        // Local zones have neither Glue nor Lambda.
                        .filters(GetAvailabilityZonesFilterArgs.builder()
                                .name("opt-in-status")
                                .values("opt-in-not-required")
                                .build())
                        .build())
                .applyValue(found -> found.names().stream().sorted().toList());
        var subnets = new ArrayList<Subnet>();
        for (int i = 0; i < config.availabilityZoneCount(); i++) {
            var index = i;
            var subnetName = name + "-private-" + (i + 1);
            var subnet = new Subnet(
                    subnetName,
                    SubnetArgs.builder()
                            .vpcId(vpc.id())
                            .availabilityZone(zones.applyValue(names -> names.get(index)))
                            .cidrBlock(config.vpcCidr().subnet(i).toString())
                            .tags(scope.tags(subnetName))
                            .build(),
                    scope.childOf(this));
            new RouteTableAssociation(
                    subnetName,
                    RouteTableAssociationArgs.builder()
                            .subnetId(subnet.id())
                            .routeTableId(routes.id())
                            .build(),
                    scope.childOf(this));
            subnets.add(subnet);
        }
        return subnets;
    }

    @Override
    public Output<String> vpcId() {
        return vpc.id();
    }

    @Override
    public Output<List<String>> privateSubnetIds() {
        return subnetIds;
    }

    @Override
    public Output<List<String>> privateSubnetZones() {
        return subnetZones;
    }

    @Override
    public Output<String> endpointSecurityGroupId() {
        return endpoints.securityGroupId();
    }

    @Override
    public Output<String> s3PrefixListId() {
        return endpoints.s3PrefixListId();
    }
}
