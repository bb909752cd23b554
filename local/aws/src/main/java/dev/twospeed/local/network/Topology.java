package dev.twospeed.local.network;

import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.resource.Resource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The deployed parts of networks, and how they hang together.
 *
 * @param parts by type and id
 */
record Topology(Map<String, Map<String, Resource>> parts) {
    private static final String VPC = "aws:ec2/vpc:Vpc";
    private static final String SUBNET = "aws:ec2/subnet:Subnet";
    private static final String ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
    private static final String ROUTE = "aws:ec2/route:Route";
    private static final String ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    private static final String ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
    private static final String SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";

    static final Set<String> TYPES = Set.of(VPC, SUBNET, ROUTE_TABLE, ROUTE, ASSOCIATION, ENDPOINT, SUBNET_GROUP);

    private static final String VPC_ID = "vpcId";
    private static final String SUBNET_IDS = "subnetIds";
    private static final String ROUTE_TABLE_ID = "routeTableId";

    Collection<Resource> all(String type) {
        return parts.getOrDefault(type, Map.of()).values();
    }

    private Optional<Resource> one(String type, String id) {
        return Optional.ofNullable(parts.getOrDefault(type, Map.of()).get(id));
    }

    /** The VPC of a subnet, nothing if the subnet is unknown. */
    Optional<String> vpcOf(String subnetId) {
        return one(SUBNET, subnetId).map(subnet -> text(subnet, VPC_ID));
    }

    /** The addresses of subnets; none if one is unknown. */
    List<Cidr> addresses(Collection<String> subnetIds) {
        var known = subnetIds.stream()
                .flatMap(id -> one(SUBNET, id).stream())
                .map(subnet -> Cidr.parse(text(subnet, "cidrBlock")))
                .collect(toList());
        return known.size() == subnetIds.size() ? known : List.of();
    }

    /** The subnets of a database's subnet group. */
    List<String> subnetsOf(String subnetGroup) {
        return one(SUBNET_GROUP, subnetGroup)
                .map(group -> Placement.texts(group.inputs().path(SUBNET_IDS)))
                .orElse(List.of());
    }

    /** The route table of a subnet: its own, or else the VPC's main one. */
    String routeTable(String subnetId) {
        return all(ASSOCIATION).stream()
                .filter(association -> text(association, "subnetId").equals(subnetId))
                .map(association -> text(association, ROUTE_TABLE_ID))
                .findFirst()
                .or(() -> vpcOf(subnetId).flatMap(vpc -> one(VPC, vpc)).map(vpc -> text(vpc, "mainRouteTableId")))
                .orElse("");
    }

    /** Whether a subnet's packets for the internet go to a NAT gateway. */
    boolean hasNat(String subnetId) {
        var table = routeTable(subnetId);
        var inline = one(ROUTE_TABLE, table).stream()
                .flatMap(t -> Stream.of(t.inputs().path("routes")))
                .flatMap(routes -> routes.valueStream())
                .anyMatch(route -> isNat(route, "cidrBlock"));
        return inline
                || all(ROUTE).stream()
                        .filter(route -> text(route, ROUTE_TABLE_ID).equals(table))
                        .anyMatch(route -> isNat(route.inputs(), "destinationCidrBlock"));
    }

    private static boolean isNat(JsonNode route, String destination) {
        return route.path(destination).asText().equals("0.0.0.0/0")
                && !route.path("natGatewayId").asText("").isEmpty();
    }

    /** The endpoints of a service in a VPC. */
    List<Resource> endpoints(String vpcId, String serviceName, String endpointType) {
        return all(ENDPOINT).stream()
                .filter(endpoint -> text(endpoint, VPC_ID).equals(vpcId)
                        && text(endpoint, "serviceName").equals(serviceName)
                        && text(endpoint, "vpcEndpointType").equals(endpointType)
                        && text(endpoint, "state").equals("available"))
                .toList();
    }

    /** Whether a service's own name leads to its endpoint, for which the VPC has to resolve names. */
    boolean hasPrivateName(Resource endpoint) {
        return endpoint.inputs().path("privateDnsEnabled").asBoolean()
                && one(VPC, text(endpoint, VPC_ID))
                        .filter(vpc -> vpc.inputs().path("enableDnsHostnames").asBoolean()
                                && vpc.inputs().path("enableDnsSupport").asBoolean(true))
                        .isPresent();
    }

    /** The rules of some groups. */
    List<SecurityGroupRule> rules(boolean egress, Collection<String> groups) {
        return SecurityGroupRule.TYPES.stream()
                .flatMap(type -> all(type).stream())
                .flatMap(resource -> SecurityGroupRule.of(resource).stream())
                .filter(rule -> rule.egress() == egress && groups.contains(rule.group()))
                .toList();
    }

    static String text(Resource resource, String property) {
        return resource.inputs()
                .path(property)
                .asText(resource.outputs().path(property).asText());
    }
}
