package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class RdsDatabaseUseIamLoginTest {
    private static final String TYPE = Databases.INSTANCE;

    private final RdsDatabaseUseIamLogin rule = new RdsDatabaseUseIamLogin();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'iamDatabaseAuthenticationEnabled': true}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource("aws:rds/cluster:Cluster", "{'iamDatabaseAuthenticationEnabled': false}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'iamDatabaseAuthenticationEnabled': '?'}"));
    }
}
