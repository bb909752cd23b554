package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class VpcGroupForbidOpenIngressTest {
    private static final String TYPE = "aws:ec2/securityGroup:SecurityGroup";

    private final VpcGroupForbidOpenIngress rule = new VpcGroupForbidOpenIngress();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'egress': [{'cidrBlocks': ['0.0.0.0/0']}]}"));
        assertKept(
                rule,
                resource(
                        "aws:ec2/securityGroupRule:SecurityGroupRule",
                        "{'type': 'egress', 'cidrBlocks': ['0.0.0.0/0']}"));
        assertKept(
                rule,
                resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "{'cidrIpv4': '10.0.0.0/8'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'ingress': [{'cidrBlocks': ['10.0.0.0/8', '0.0.0.0/0']}]}"));
        assertBroken(
                rule,
                resource(
                        "aws:ec2/securityGroupRule:SecurityGroupRule",
                        "{'type': 'ingress', 'ipv6CidrBlocks': ['::/0']}"));
        assertBroken(
                rule,
                resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "{'cidrIpv4': '0.0.0.0/0'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'ingress': '?'}"));
    }
}
