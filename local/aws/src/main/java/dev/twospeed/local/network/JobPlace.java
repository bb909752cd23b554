package dev.twospeed.local.network;

import java.util.Optional;

/** What Glue asks of a place before it starts a job there. */
record JobPlace(String region, Topology topology, Placement place) {
    Optional<String> fault() {
        for (var subnet : place.subnetIds()) {
            if (!Reachability.hasRouteToS3(region, topology, subnet)) {
                var vpc = topology.vpcOf(subnet).orElse("");
                return Optional.of("VPC S3 endpoint validation failed for SubnetId: " + subnet + ". VPC: " + vpc
                        + ". Reason: Could not find S3 endpoint or NAT gateway for subnetId: " + subnet + " in Vpc "
                        + vpc);
            }
        }
        // Driver and workers talk on ports they choose.
        var open = topology.rules(false, place.securityGroupIds()).stream()
                .anyMatch(rule -> rule.opens(0, 65535)
                        && (rule.namesOneOf(place.securityGroupIds()) || rule.covers(Cidr.EVERYWHERE)));
        return open
                ? Optional.empty()
                : Optional.of("At least one security group must open all ingress ports. To limit traffic, the source"
                        + " security group in your inbound rule can be restricted to the same security group");
    }
}
