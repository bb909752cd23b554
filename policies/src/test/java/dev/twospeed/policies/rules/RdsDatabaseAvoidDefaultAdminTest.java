package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class RdsDatabaseAvoidDefaultAdminTest {
    private static final String TYPE = Databases.INSTANCE;

    private final RdsDatabaseAvoidDefaultAdmin rule = new RdsDatabaseAvoidDefaultAdmin();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'username': 'twospeed_admin'}"));
        assertKept(rule, resource(TYPE, "{}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'username': 'postgres'}"));
        assertBroken(rule, resource("aws:rds/cluster:Cluster", "{'masterUsername': 'Admin'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'username': '?'}"));
    }
}
