package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class Ec2VolumeEncryptTest {
    private static final String TYPE = "aws:ebs/volume:Volume";

    private final Ec2VolumeEncrypt rule = new Ec2VolumeEncrypt();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'encrypted': true}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'encrypted': false}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'encrypted': '?'}"));
    }
}
