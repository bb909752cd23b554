package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class KinesisStreamEncryptTest {
    private static final String TYPE = "aws:kinesis/stream:Stream";

    private final KinesisStreamEncrypt rule = new KinesisStreamEncrypt();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'encryptionType': 'KMS', 'kmsKeyId': 'k'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'encryptionType': 'NONE'}"));
        assertBroken(rule, resource(TYPE, "{'encryptionType': 'KMS'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'encryptionType': 'KMS', 'kmsKeyId': '?'}"));
    }
}
