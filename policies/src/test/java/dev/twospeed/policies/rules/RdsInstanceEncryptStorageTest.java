package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RdsInstanceEncryptStorageTest {
    private static final String TYPE = "aws:rds/instance:Instance";

    private final RdsInstanceEncryptStorage rule = new RdsInstanceEncryptStorage();

    @ParameterizedTest
    @ValueSource(strings = {"{'storageEncrypted': true}", "{'replicateSourceDb': 'source'}"})
    void shouldBeKept_whenItHolds(String properties) {
        assertKept(rule, resource(TYPE, properties));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'storageEncrypted': false}"})
    void shouldBeBroken_whenItDoesNotHold(String properties) {
        assertBroken(rule, resource(TYPE, properties));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'storageEncrypted': '?'}"));
    }
}
