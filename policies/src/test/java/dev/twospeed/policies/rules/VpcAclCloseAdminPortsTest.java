package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class VpcAclCloseAdminPortsTest {
    private static final String TYPE = "aws:ec2/networkAcl:NetworkAcl";

    private final VpcAclCloseAdminPorts rule = new VpcAclCloseAdminPorts();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{'ingress': [{'action': 'allow', 'cidrBlock': '0.0.0.0/0', 'fromPort': 443, 'toPort': 443}]}"));
        assertKept(
                rule,
                resource(
                        "aws:ec2/networkAclRule:NetworkAclRule",
                        "{'egress': true, 'ruleAction': 'allow', 'cidrBlock': '0.0.0.0/0', 'fromPort': 0, 'toPort': 65535}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{'ingress': [{'action': 'allow', 'cidrBlock': '0.0.0.0/0', 'fromPort': 20, 'toPort': 25}]}"));
        assertBroken(
                rule,
                resource(
                        "aws:ec2/networkAclRule:NetworkAclRule",
                        "{'ruleAction': 'allow', 'cidrBlock': '0.0.0.0/0', 'protocol': '-1'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'ingress': '?'}"));
    }
}
