package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class GlueCatalogEncryptTest {
    private static final String TYPE = "pulumi:pulumi:Stack";

    private final GlueCatalogEncrypt rule = new GlueCatalogEncrypt();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{}"),
                resource(
                        "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",
                        "{'dataCatalogEncryptionSettings': {'encryptionAtRest': {'catalogEncryptionMode': 'SSE-KMS'}, 'connectionPasswordEncryption': {'returnConnectionPasswordEncrypted': true}}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(TYPE, "{}"),
                resource(
                        "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",
                        "{'dataCatalogEncryptionSettings': {'encryptionAtRest': {'catalogEncryptionMode': 'DISABLED'}}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{}"));
    }
}
