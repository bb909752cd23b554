package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class SecretsmanagerSecretRotateTest {
    private static final String TYPE = "aws:secretsmanager/secret:Secret";

    private final SecretsmanagerSecretRotate rule = new SecretsmanagerSecretRotate();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'name': 's'}"),
                resource("aws:secretsmanager/secretRotation:SecretRotation", "{'secretId': 's'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'name': 's'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'name': 's', 'arn': 'a', 'id': 'a'}"),
                resource("aws:secretsmanager/secretRotation:SecretRotation", "{'secretId': 'other'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'name': 's'}"),
                resource("aws:secretsmanager/secretRotation:SecretRotation", "{'secretId': '?'}"));
    }
}
