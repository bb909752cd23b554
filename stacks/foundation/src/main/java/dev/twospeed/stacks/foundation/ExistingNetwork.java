package dev.twospeed.stacks.foundation;

import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.inputs.GetPrefixListArgs;
import com.pulumi.aws.ec2.inputs.GetSubnetArgs;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Scope;
import java.util.List;

/** A network that somebody else owns; what is in it is not changed. */
record ExistingNetwork(
        Output<String> vpcId,
        Output<List<String>> privateSubnetIds,
        Output<List<String>> privateSubnetZones,
        Output<String> endpointSecurityGroupId,
        Output<String> s3PrefixListId)
        implements Network {
    ExistingNetwork(FoundationConfig.ExistingVpc existing, Scope scope) {
        this(
                Output.of(existing.vpcId()),
                Output.of(existing.subnetIds()),
                Output.all(
                        existing.subnetIds().stream().map(ExistingNetwork::zone).toList()),
                Output.of(existing.endpointSecurityGroupId()),
                Ec2Functions.getPrefixList(GetPrefixListArgs.builder()
                                .name("com.amazonaws." + scope.region() + ".s3")
                                .build())
                        .applyValue(list -> list.id()));
    }

    private static Output<String> zone(String subnetId) {
        return Ec2Functions.getSubnet(GetSubnetArgs.builder().id(subnetId).build())
                .applyValue(subnet -> subnet.availabilityZone());
    }
}
