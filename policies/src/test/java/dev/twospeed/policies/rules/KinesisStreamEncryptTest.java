package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KinesisStreamEncryptTest {
    private static final String TYPE = "aws:kinesis/stream:Stream";

    private final KinesisStreamEncrypt rule = new KinesisStreamEncrypt();

    @ParameterizedTest
    @ValueSource(strings = {"{'encryptionType': 'KMS', 'kmsKeyId': 'k'}"})
    void shouldBeKept_whenItHolds(String properties) {
        assertKept(rule, resource(TYPE, properties));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'encryptionType': 'NONE'}", "{'encryptionType': 'KMS'}"})
    void shouldBeBroken_whenItDoesNotHold(String properties) {
        assertBroken(rule, resource(TYPE, properties));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'encryptionType': 'KMS', 'kmsKeyId': '?'}"));
    }
}
