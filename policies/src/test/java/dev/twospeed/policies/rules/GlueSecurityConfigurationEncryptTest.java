package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class GlueSecurityConfigurationEncryptTest {
    private static final String TYPE = "aws:glue/securityConfiguration:SecurityConfiguration";

    private final GlueSecurityConfigurationEncrypt rule = new GlueSecurityConfigurationEncrypt();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{'encryptionConfiguration': {'s3Encryption': {'s3EncryptionMode': 'SSE-KMS'}, 'cloudwatchEncryption': {'cloudwatchEncryptionMode': 'SSE-KMS'}, 'jobBookmarksEncryption': {'jobBookmarksEncryptionMode': 'CSE-KMS'}}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{'encryptionConfiguration': {'s3Encryption': {'s3EncryptionMode': 'SSE-S3'}, 'cloudwatchEncryption': {'cloudwatchEncryptionMode': 'SSE-KMS'}, 'jobBookmarksEncryption': {'jobBookmarksEncryptionMode': 'CSE-KMS'}}}"));
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{'encryptionConfiguration': {'s3Encryption': {'s3EncryptionMode': 'SSE-KMS'}, 'cloudwatchEncryption': {'cloudwatchEncryptionMode': 'DISABLED'}, 'jobBookmarksEncryption': {'jobBookmarksEncryptionMode': 'CSE-KMS'}}}"));
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{'encryptionConfiguration': {'s3Encryption': {'s3EncryptionMode': 'SSE-KMS'}, 'cloudwatchEncryption': {'cloudwatchEncryptionMode': 'SSE-KMS'}, 'jobBookmarksEncryption': {'jobBookmarksEncryptionMode': 'DISABLED'}}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(
                        TYPE,
                        "{'encryptionConfiguration': {'s3Encryption': {'s3EncryptionMode': 'SSE-KMS'}, 'cloudwatchEncryption': {'cloudwatchEncryptionMode': 'SSE-KMS'}, 'jobBookmarksEncryption': {'jobBookmarksEncryptionMode': '?'}}}"));
    }
}
