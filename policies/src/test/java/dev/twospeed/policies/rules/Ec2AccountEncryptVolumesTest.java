package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class Ec2AccountEncryptVolumesTest {
    private static final String TYPE = "pulumi:pulumi:Stack";

    private final Ec2AccountEncryptVolumes rule = new Ec2AccountEncryptVolumes();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{}"),
                resource("aws:ebs/encryptionByDefault:EncryptionByDefault", "{'enabled': true}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(TYPE, "{}"),
                resource("aws:ebs/encryptionByDefault:EncryptionByDefault", "{'enabled': false}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{}"));
        assertUndecided(
                rule,
                resource(TYPE, "{}"),
                resource("aws:ebs/encryptionByDefault:EncryptionByDefault", "{'enabled': '?'}"));
    }
}
