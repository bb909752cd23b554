package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class RdsDatabaseManageMasterPasswordTest {
    private static final String TYPE = Databases.INSTANCE;

    private final RdsDatabaseManageMasterPassword rule = new RdsDatabaseManageMasterPassword();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'manageMasterUserPassword': true}"));
        assertKept(rule, resource(TYPE, "{'replicateSourceDb': 'source'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'manageMasterUserPassword': true, 'password': 'x'}"));
        assertBroken(rule, resource(TYPE, "{'password': '?'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'manageMasterUserPassword': '?'}"));
    }
}
