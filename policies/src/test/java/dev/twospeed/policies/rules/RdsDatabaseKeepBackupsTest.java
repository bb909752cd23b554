package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.configured;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class RdsDatabaseKeepBackupsTest {
    private static final String TYPE = Databases.INSTANCE;

    private final RdsDatabaseKeepBackups rule = new RdsDatabaseKeepBackups();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'backupRetentionPeriod': 7}"));
        assertKept(rule, resource(TYPE, "{'replicateSourceDb': 'source'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'backupRetentionPeriod': 1}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'backupRetentionPeriod': '?'}"));
    }

    @Test
    void shouldFollowTheOption_whenConfigured() {
        assertKept(configured(rule, "minimumDays", 1), resource(TYPE, "{'backupRetentionPeriod': 1}"));
    }
}
