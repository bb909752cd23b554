package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertRemedied;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class KmsKeyKeepLockoutCheckTest {
    private static final String TYPE = "aws:kms/key:Key";

    private final KmsKeyKeepLockoutCheck rule = new KmsKeyKeepLockoutCheck();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'bypassPolicyLockoutSafetyCheck': false}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'bypassPolicyLockoutSafetyCheck': true}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'bypassPolicyLockoutSafetyCheck': '?'}"));
    }

    @Test
    void shouldBeKept_whenRemedied() {
        assertRemedied(rule, resource(TYPE, "{'bypassPolicyLockoutSafetyCheck': true}"));
    }
}
