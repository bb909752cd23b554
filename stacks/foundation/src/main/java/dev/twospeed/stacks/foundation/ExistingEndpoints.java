package dev.twospeed.stacks.foundation;

import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.Scope;
import java.util.Map;

/** Interface endpoints that a network of somebody else has not, made in it by request. */
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
        registerOutputs(Map.of());
    }
}
