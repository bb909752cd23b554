package dev.twospeed.local.network;

import static dev.twospeed.local.network.SmallNetwork.CALLER;
import static dev.twospeed.local.network.SmallNetwork.ENDPOINT;
import static dev.twospeed.local.network.SmallNetwork.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualNetworkTest {
    private static final String S3 = "s3";
    private static final String SECRETS = "secretsmanager";
    private static final String DATABASE = "database shop";
    private static final String ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";

    private final SmallNetwork network = new SmallNetwork();

    @Test
    void shouldReachWhatRoutesEndpointsAndGroupsAllow_andNothingElse() {
        var reach = network.deployed.reach(CALLER);

        assertThat(reach.open()).containsOnlyKeys(S3, SECRETS, DATABASE).containsEntry(DATABASE, 3306);
        assertThat(reach.closed()).containsOnlyKeys("kinesis-streams", "logs", "other services", "s3 without TLS");
        assertThat(reach.openPorts()).isEqualTo("3306,1001,1004");
        assertThat(reach.closedPorts()).isEqualTo("1005,1003,1002");
    }

    @ParameterizedTest
    @CsvSource({
        "rtbassoc-2, s3",
        "vpce-s3, s3",
        "to-s3, s3",
        "vpce-secrets, secretsmanager",
        "to-endpoints, secretsmanager",
        "endpoints-from-vpc, secretsmanager",
        "db, database shop",
        "to-db, database shop",
        "db-from-caller, database shop"
    })
    void shouldLoseExactlyThatDestination_whenAPartOfItsWayIsMissing(String part, String destination) {
        network.remove(part);

        assertThat(network.reached()).doesNotContain(destination).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "vpce-s3, \"{'routeTableIds': ['rtb-2']}\", s3",
                "vpce-s3, \"{'vpcId': 'vpc-2'}\", s3",
                "vpce-s3, \"{'serviceName': 'com.amazonaws.eu-west-1.s3'}\", s3",
                "to-s3, \"{'prefixListId': 'pl-dynamodb'}\", s3",
                "to-s3, \"{'fromPort': 8443, 'toPort': 8443}\", s3",
                "to-s3, \"{'ipProtocol': 'udp'}\", s3",
                "to-s3, \"{'securityGroupId': 'sg-other'}\", s3",
                "vpce-secrets, \"{'privateDnsEnabled': false}\", secretsmanager",
                "vpce-secrets, \"{'state': 'pendingAcceptance'}\", secretsmanager",
                "vpce-secrets, \"{'securityGroupIds': ['sg-other']}\", secretsmanager",
                "vpc-1, \"{'enableDnsHostnames': false}\", secretsmanager",
                "vpc-1, \"{'enableDnsSupport': false}\", secretsmanager",
                "endpoints-from-vpc, \"{'cidrIpv4': '10.0.0.0/24'}\", secretsmanager",
                "db-from-caller, \"{'fromPort': 5432, 'toPort': 5432}\", database shop",
                "db-from-caller, \"{'referencedSecurityGroupId': 'sg-other'}\", database shop"
            })
    void shouldLoseExactlyThatDestination_whenAPartOfItsWayIsWrong(String part, String change, String destination) {
        network.change(part, change);

        assertThat(network.reached()).doesNotContain(destination).hasSize(2);
    }

    @Test
    void shouldFollowTheMainRouteTable_whenASubnetHasNoneOfItsOwn() {
        network.remove("rtbassoc-1");
        network.remove("rtbassoc-2");
        assertThat(network.reached()).doesNotContain(S3);

        network.change(GATEWAY, "{'routeTableIds': ['rtb-main']}");
        assertThat(network.reached()).contains(S3);
    }

    @Test
    void shouldTakeBlocksOfAddressesForGroups_whenTheyCoverTheOtherSide() {
        network.change("to-db", "{'referencedSecurityGroupId': null, 'cidrIpv4': '10.0.0.0/23'}");
        network.change("db-from-caller", "{'referencedSecurityGroupId': null, 'cidrIpv4': '10.0.0.0/8'}");
        assertThat(network.reached()).contains(DATABASE);

        network.change("to-db", "{'cidrIpv4': '10.0.0.0/24'}");
        assertThat(network.reached()).doesNotContain(DATABASE);
    }

    @Test
    void shouldReadRulesHoweverTheyAreDeclared() {
        for (var rule : List.of("to-s3", "to-endpoints", "to-db", "db-from-caller")) {
            network.remove(rule);
        }
        network.put(SecurityGroupRule.GROUP, "sg-caller", """
                {'egress': [{'protocol': '-1', 'cidrBlocks': ['0.0.0.0/0']}]}""");
        network.put(SecurityGroupRule.GROUP_RULE, "sgrule-1", """
                {'type': 'ingress', 'securityGroupId': 'sg-db', 'protocol': 'tcp', 'fromPort': 3306, 'toPort': 3306,
                 'sourceSecurityGroupId': 'sg-caller'}""");

        assertThat(network.reached()).containsExactly(DATABASE, S3, "s3 without TLS", SECRETS);
    }

    @Test
    void shouldReachPublicAddresses_whenThereIsANatGatewayAndARuleForTheInternet() {
        network.put(ROUTE_TABLE, "rtb-1", """
                {'vpcId': 'vpc-1', 'routes': [{'cidrBlock': '0.0.0.0/0', 'natGatewayId': 'nat-1'}]}""");
        assertThat(network.reached()).doesNotContain("kinesis-streams");

        network.egress("to-internet", "sg-caller", 443, "'cidrIpv4': '0.0.0.0/0'");
        assertThat(network.reached()).contains("kinesis-streams", "other services");
        // A service with an endpoint goes by the endpoint, whose group no longer lets the caller in.
        network.remove("endpoints-from-vpc");
        assertThat(network.reached()).doesNotContain(SECRETS);

        network.put(ROUTE_TABLE, "rtb-1", "{'vpcId': 'vpc-1'}");
        assertThat(network.reached()).doesNotContain("kinesis-streams");
        network.put("aws:ec2/route:Route", "r-1", """
                {'routeTableId': 'rtb-1', 'destinationCidrBlock': '0.0.0.0/0', 'natGatewayId': 'nat-1'}""");
        assertThat(network.reached()).contains("kinesis-streams");
    }

    @Test
    void shouldReachEveryServiceAndNoPrivateDatabase_whenOutsideOfEveryVpc() {
        var reach = network.deployed.reach(Placement.OUTSIDE);

        assertThat(reach.closed()).containsOnlyKeys(DATABASE);
    }

    @Test
    void shouldReachNothing_whenItsSubnetOrGroupIsNotDeployed() {
        var noSubnet = new Placement(List.of("subnet-9"), CALLER.securityGroupIds());
        var noGroup = new Placement(CALLER.subnetIds(), List.of("sg-9"));

        assertThat(network.deployed.reach(noSubnet).open()).isEmpty();
        assertThat(network.deployed.reach(noGroup).open()).isEmpty();
    }

    @Test
    void shouldBeFitForJobs_whenThereIsAWayToS3AndWorkersReachEachOther() {
        assertThat(network.deployed.unfitForJobs(CALLER))
                .hasValueSatisfying(fault ->
                        assertThat(fault).startsWith("At least one security group must open all ingress ports."));

        network.put(SecurityGroupRule.INGRESS_RULE, "from-itself", """
                {'securityGroupId': 'sg-caller', 'ipProtocol': 'tcp', 'fromPort': 0, 'toPort': 65535,
                 'referencedSecurityGroupId': 'sg-caller'}""");
        assertThat(network.deployed.unfitForJobs(CALLER)).isEmpty();

        network.remove(GATEWAY);
        assertThat(network.deployed.unfitForJobs(CALLER))
                .hasValue(
                        "VPC S3 endpoint validation failed for SubnetId: subnet-1. VPC: vpc-1. Reason: Could not find S3"
                                + " endpoint or NAT gateway for subnetId: subnet-1 in Vpc vpc-1");
        assertThat(network.deployed.unfitForJobs(Placement.OUTSIDE)).isEmpty();
    }

    @Test
    void shouldComeBack_whenAPartIsPutBack() {
        var before = network.deployed.reach(CALLER);
        var endpoint = network.remove(ENDPOINT);
        assertThat(network.deployed.reach(CALLER)).isNotEqualTo(before);

        network.deployed.resume(endpoint);
        assertThat(network.deployed.reach(CALLER)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::/0", "10.0.0.0", "sg-1"})
    void shouldRefuse_whenABlockIsNotOfIpv4(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
