package dev.twospeed.local.network;

import dev.twospeed.local.resource.Resource;
import java.util.Collection;
import java.util.List;

/**
 * What is reached from one place in the deployed networks.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html">AWS: PrivateLink concepts</a>
 */
record Reachability(String region, Topology topology, Placement place) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Whether a service answers, by the name of its endpoint. */
    boolean service(String name) {
        if (!place.inVpc()) {
            return true;
        }
        return switch (name) {
            case VirtualNetwork.S3 -> s3(HTTPS);
            case VirtualNetwork.S3_PLAIN -> s3(HTTP);
            default -> byEndpoint(name);
        };
    }

    private boolean s3(int port) {
        return topology.endpoints(vpc(), serviceName(VirtualNetwork.S3), "Gateway").stream()
                        .anyMatch(endpoint -> leadsTo(endpoint) && mayCall(endpoint, port))
                || byNat(port);
    }

    /** Whether there is a way to S3 at all, whatever security groups say. */
    static boolean hasRouteToS3(String region, Topology topology, String subnet) {
        var alone = new Reachability(region, topology, new Placement(List.of(subnet), List.of()));
        return topology.hasNat(subnet)
                || topology.endpoints(alone.vpc(), alone.serviceName(VirtualNetwork.S3), "Gateway").stream()
                        .anyMatch(alone::leadsTo);
    }

    private boolean leadsTo(Resource gateway) {
        var tables = Placement.texts(gateway.inputs().path("routeTableIds"));
        return place.subnetIds().stream().map(topology::routeTable).allMatch(tables::contains);
    }

    private boolean mayCall(Resource gateway, int port) {
        var prefixes = Topology.text(gateway, "prefixListId");
        return topology.rules(true, place.securityGroupIds()).stream()
                .anyMatch(rule -> rule.opens(port, port) && (rule.names(prefixes) || rule.covers(Cidr.EVERYWHERE)));
    }

    private boolean byEndpoint(String name) {
        var endpoints = topology.endpoints(vpc(), serviceName(name), "Interface").stream()
                .filter(topology::hasPrivateName)
                .toList();
        // The service's name leads to the endpoint or to the internet, never to both.
        return endpoints.isEmpty()
                ? byNat(HTTPS)
                : endpoints.stream()
                        .anyMatch(endpoint -> connects(
                                Placement.texts(endpoint.inputs().path("securityGroupIds")),
                                Placement.texts(endpoint.inputs().path("subnetIds")),
                                HTTPS));
    }

    private boolean byNat(int port) {
        return place.subnetIds().stream().allMatch(topology::hasNat)
                && topology.rules(true, place.securityGroupIds()).stream()
                        .anyMatch(rule -> rule.opens(port, port) && rule.covers(Cidr.EVERYWHERE));
    }

    /** Whether a database answers. */
    boolean database(Resource instance) {
        var groups = Placement.texts(instance.inputs().path("vpcSecurityGroupIds"));
        var port = instance.outputs().path("port").asInt();
        if (!place.inVpc()) {
            return instance.inputs().path("publiclyAccessible").asBoolean()
                    && topology.rules(false, groups).stream()
                            .anyMatch(rule -> rule.opens(port, port) && rule.covers(Cidr.EVERYWHERE));
        }
        var subnets = topology.subnetsOf(Topology.text(instance, "dbSubnetGroupName"));
        return inThisVpc(subnets) && connects(groups, subnets, port);
    }

    /** Whether this place's groups let out what the other side's groups let in. */
    private boolean connects(List<String> groups, List<String> subnets, int port) {
        var there = topology.addresses(subnets);
        var here = topology.addresses(place.subnetIds());
        return topology.rules(true, place.securityGroupIds()).stream()
                        .anyMatch(rule -> rule.opens(port, port) && (rule.namesOneOf(groups) || covers(rule, there)))
                && topology.rules(false, groups).stream()
                        .anyMatch(rule -> rule.opens(port, port)
                                && (rule.namesOneOf(place.securityGroupIds()) || covers(rule, here)));
    }

    private static boolean covers(SecurityGroupRule rule, Collection<Cidr> addresses) {
        return !addresses.isEmpty() && addresses.stream().allMatch(rule::covers);
    }

    private boolean inThisVpc(List<String> subnets) {
        return !subnets.isEmpty()
                && topology.vpcOf(subnets.get(0)).filter(vpc()::equals).isPresent();
    }

    private String vpc() {
        return topology.vpcOf(place.subnetIds().get(0)).orElse("");
    }

    private String serviceName(String name) {
        return "com.amazonaws." + region + "." + name;
    }
}
