package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertRemedied;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class KmsKeyRotateTest {
    private static final String TYPE = "aws:kms/key:Key";

    private final KmsKeyRotate rule = new KmsKeyRotate();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'enableKeyRotation': true}"));
        assertKept(rule, resource(TYPE, "{'customerMasterKeySpec': 'RSA_2048'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'enableKeyRotation': false}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'enableKeyRotation': '?'}"));
    }

    @Test
    void shouldBeKept_whenRemedied() {
        assertRemedied(rule, resource(TYPE, "{}"));
    }
}
