package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class VpcNetworkCloseDefaultGroupTest {
    private static final String TYPE = "aws:ec2/vpc:Vpc";

    private final VpcNetworkCloseDefaultGroup rule = new VpcNetworkCloseDefaultGroup();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'id': 'v'}"),
                resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "{'vpcId': 'v', 'ingress': []}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'id': 'v'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'id': 'v'}"),
                resource(
                        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
                        "{'vpcId': 'v', 'ingress': [{'fromPort': 0}]}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'id': 'v'}"),
                resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "{'vpcId': 'v', 'ingress': '?'}"));
        assertUndecided(
                rule,
                resource(TYPE, "{'id': '?'}"),
                resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "{'vpcId': '?'}"));
    }
}
