package dev.twospeed.stacks.foundation;

import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.Scope;
import java.util.Map;

/** Endpoints that a network of somebody else has not, made in it by request. */
final class ExistingEndpoints extends Component {
    ExistingEndpoints(String name, Scope scope, FoundationConfig.ExistingVpc existing, Network network) {
        super("twospeed:foundation:ExistingEndpoints", name);
        new InterfaceEndpoints(
                name,
                scope,
                existing.endpoints(),
                network.vpcId(),
                network.privateSubnetIds(),
                network.endpointSecurityGroupId(),
                this);
        if (!existing.routeTableIds().isEmpty()) {
            new S3Gateway(name + "-s3", scope, network.vpcId(), Output.of(existing.routeTableIds()), this);
        }
        registerOutputs(Map.of());
    }
}
