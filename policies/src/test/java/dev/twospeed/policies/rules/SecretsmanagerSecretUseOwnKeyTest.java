package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class SecretsmanagerSecretUseOwnKeyTest {
    private static final String TYPE = "aws:secretsmanager/secret:Secret";

    private final SecretsmanagerSecretUseOwnKey rule = new SecretsmanagerSecretUseOwnKey();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'kmsKeyId': 'k'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'kmsKeyId': 'alias/aws/secretsmanager'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'kmsKeyId': '?'}"));
    }
}
