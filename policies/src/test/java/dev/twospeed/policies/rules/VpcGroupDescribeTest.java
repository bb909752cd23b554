package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class VpcGroupDescribeTest {
    private static final String TYPE = "aws:ec2/securityGroup:SecurityGroup";

    private final VpcGroupDescribe rule = new VpcGroupDescribe();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'description': 'Callers of the database'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'description': ' '}"));
        assertBroken(rule, resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "{}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'description': '?'}"));
    }
}
