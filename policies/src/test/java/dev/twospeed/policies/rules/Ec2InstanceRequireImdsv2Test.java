package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertRemedied;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class Ec2InstanceRequireImdsv2Test {
    private static final String TYPE = "aws:ec2/instance:Instance";

    private final Ec2InstanceRequireImdsv2 rule = new Ec2InstanceRequireImdsv2();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'metadataOptions': {'httpTokens': 'required'}}"));
        assertKept(rule, resource(TYPE, "{'metadataOptions': {'httpEndpoint': 'disabled'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'metadataOptions': {'httpTokens': 'optional'}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'metadataOptions': '?'}"));
    }

    @Test
    void shouldBeKept_whenRemedied() {
        assertRemedied(rule, resource(TYPE, "{}"));
    }
}
