package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class AthenaWorkgroupEncryptResultsTest {
    private static final String TYPE = "aws:athena/workgroup:Workgroup";

    private final AthenaWorkgroupEncryptResults rule = new AthenaWorkgroupEncryptResults();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{'configuration': {'resultConfiguration': {'encryptionConfiguration': {'encryptionOption': 'SSE_KMS'}}}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'configuration': {'resultConfiguration': {'outputLocation': 's3://b/'}}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'configuration': '?'}"));
    }
}
