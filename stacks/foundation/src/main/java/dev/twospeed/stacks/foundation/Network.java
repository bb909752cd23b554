package dev.twospeed.stacks.foundation;

import com.pulumi.core.Output;
import java.util.List;

/** Where everything runs: private subnets with a way to S3 and to the other services. */
sealed interface Network permits OwnNetwork, ExistingNetwork {
    Output<String> vpcId();

    Output<List<String>> privateSubnetIds();

    /** The zone of each private subnet, in the same order. */
    Output<List<String>> privateSubnetZones();

    /** The group of the interface endpoints. */
    Output<String> endpointSecurityGroupId();

    /** The addresses of S3 in this region, for egress rules. */
    Output<String> s3PrefixListId();
}
