package dev.twospeed.stacks.foundation;

import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.Scope;
import java.util.List;

/** An address in the private subnets for each of some services, under the service's own name. */
final class InterfaceEndpoints {
    InterfaceEndpoints(
            String name,
            Scope scope,
            List<String> services,
            Output<String> vpcId,
            Output<List<String>> subnetIds,
            Output<String> securityGroupId,
            Resource parent) {
        for (var service : services) {
            new VpcEndpoint(
                    name + "-" + service,
                    VpcEndpointArgs.builder()
                            .vpcId(vpcId)
                            .serviceName("com.amazonaws." + scope.region() + "." + service)
                            .vpcEndpointType("Interface")
                            .privateDnsEnabled(true)
                            .subnetIds(subnetIds)
                            .securityGroupIds(securityGroupId.applyValue(List::of))
                            .tags(scope.tags(name + "-" + service))
                            .build(),
                    scope.childOf(parent));
        }
    }
}
