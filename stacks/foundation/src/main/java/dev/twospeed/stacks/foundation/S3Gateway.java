package dev.twospeed.stacks.foundation;

import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.Scope;
import java.util.List;

/** A way to S3 from the subnets of some route tables, which is free. */
final class S3Gateway {
    private final VpcEndpoint endpoint;

    S3Gateway(String name, Scope scope, Output<String> vpcId, Output<List<String>> routeTableIds, Resource parent) {
        endpoint = new VpcEndpoint(
                name,
                VpcEndpointArgs.builder()
                        .vpcId(vpcId)
                        .serviceName("com.amazonaws." + scope.region() + ".s3")
                        .vpcEndpointType("Gateway")
                        .routeTableIds(routeTableIds)
                        .tags(scope.tags(name))
                        .build(),
                scope.childOf(parent));
    }

    /** The addresses of S3, for egress rules. */
    Output<String> prefixListId() {
        return endpoint.prefixListId();
    }
}
