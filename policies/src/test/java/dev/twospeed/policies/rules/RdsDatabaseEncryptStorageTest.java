package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class RdsDatabaseEncryptStorageTest {
    private static final String TYPE = Databases.INSTANCE;

    private final RdsDatabaseEncryptStorage rule = new RdsDatabaseEncryptStorage();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'storageEncrypted': true}"));
        assertKept(rule, resource(TYPE, "{'replicateSourceDb': 'source'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'storageEncrypted': false}"));
        assertBroken(rule, resource("aws:rds/cluster:Cluster", "{}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'storageEncrypted': '?'}"));
    }
}
