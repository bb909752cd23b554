package dev.twospeed.local.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A VPC of two subnets with a gateway to S3, an endpoint of Secrets Manager and a database, and a caller that reaches all
 * three. Each part can be taken away, put back or changed.
 */
final class SmallNetwork {
    static final String GATEWAY = "vpce-s3";
    static final String ENDPOINT = "vpce-secrets";
    static final Placement CALLER = new Placement(List.of("subnet-1", "subnet-2"), List.of("sg-caller"));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBNET = "aws:ec2/subnet:Subnet";
    private static final String ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

    final List<Resource> databases = new ArrayList<>();
    final VirtualNetwork deployed = new VirtualNetwork(
            "us-east-1",
            Map.of(
                    VirtualNetwork.S3,
                    1001,
                    VirtualNetwork.S3_PLAIN,
                    1002,
                    VirtualNetwork.OTHER,
                    1003,
                    VirtualNetwork.LOGS,
                    0,
                    "secretsmanager",
                    1004,
                    "kinesis-streams",
                    1005),
            () -> databases);
    private final Map<String, Resource> parts = new LinkedHashMap<>();

    SmallNetwork() {
        put("aws:ec2/vpc:Vpc", "vpc-1", """
            {"enableDnsHostnames": true, "enableDnsSupport": true, "mainRouteTableId": "rtb-main"}""");
        put("aws:ec2/routeTable:RouteTable", "rtb-1", "{'vpcId': 'vpc-1'}");
        put(SUBNET, "subnet-1", "{'vpcId': 'vpc-1', 'cidrBlock': '10.0.0.0/24'}");
        put(SUBNET, "subnet-2", "{'vpcId': 'vpc-1', 'cidrBlock': '10.0.1.0/24'}");
        put(ASSOCIATION, "rtbassoc-1", "{'subnetId': 'subnet-1', 'routeTableId': 'rtb-1'}");
        put(ASSOCIATION, "rtbassoc-2", "{'subnetId': 'subnet-2', 'routeTableId': 'rtb-1'}");
        put("aws:ec2/vpcEndpoint:VpcEndpoint", GATEWAY, """
            {'vpcId': 'vpc-1', 'serviceName': 'com.amazonaws.us-east-1.s3', 'vpcEndpointType': 'Gateway',
             'state': 'available', 'prefixListId': 'pl-s3', 'routeTableIds': ['rtb-1']}""");
        put("aws:ec2/vpcEndpoint:VpcEndpoint", ENDPOINT, """
            {'vpcId': 'vpc-1', 'serviceName': 'com.amazonaws.us-east-1.secretsmanager', 'state': 'available',
             'vpcEndpointType': 'Interface', 'privateDnsEnabled': true, 'subnetIds': ['subnet-1', 'subnet-2'],
             'securityGroupIds': ['sg-endpoints']}""");
        put("aws:rds/subnetGroup:SubnetGroup", "db", "{'subnetIds': ['subnet-1', 'subnet-2']}");
        databases.add(resource("aws:rds/instance:Instance", "db-1", """
            {'identifier': 'shop', 'port': 3306, 'vpcSecurityGroupIds': ['sg-db'], 'dbSubnetGroupName': 'db'}"""));
        egress("to-s3", "sg-caller", 443, "'prefixListId': 'pl-s3'");
        egress("to-endpoints", "sg-caller", 443, "'referencedSecurityGroupId': 'sg-endpoints'");
        egress("to-db", "sg-caller", 3306, "'referencedSecurityGroupId': 'sg-db'");
        ingress("endpoints-from-vpc", "sg-endpoints", 443, "'cidrIpv4': '10.0.0.0/16'");
        ingress("db-from-caller", "sg-db", 3306, "'referencedSecurityGroupId': 'sg-caller'");
    }

    void egress(String id, String group, int port, String peer) {
        put(SecurityGroupRule.EGRESS_RULE, id, rule(group, port, peer));
    }

    void ingress(String id, String group, int port, String peer) {
        put(SecurityGroupRule.INGRESS_RULE, id, rule(group, port, peer));
    }

    private static String rule(String group, int port, String peer) {
        return "{'securityGroupId': '%s', 'ipProtocol': 'tcp', 'fromPort': %d, 'toPort': %d, %s}"
                .formatted(group, port, port, peer);
    }

    void put(String type, String id, String inputs) {
        var resource = resource(type, id, inputs);
        var before = parts.put(id, resource);
        var unused = before == null ? deployed.create(resource) : deployed.update(before, resource);
    }

    /** Deploys a part with some properties changed. */
    void change(String id, String properties) {
        var before = parts.get(id);
        var inputs = before.inputs().deepCopy();
        inputs.setAll(json(properties));
        put(before.type(), id, inputs.toString());
    }

    Resource remove(String id) {
        var part = parts.remove(id);
        deployed.delete(part);
        return part;
    }

    /** The names of what the caller reaches, less what every caller does. */
    List<String> reached() {
        return List.copyOf(deployed.reach(CALLER).open().keySet());
    }

    private static Resource resource(String type, String id, String inputs) {
        return new Resource("urn:" + id, type, id, json(inputs), json(inputs));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
