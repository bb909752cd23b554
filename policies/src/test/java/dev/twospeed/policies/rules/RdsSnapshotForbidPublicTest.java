package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class RdsSnapshotForbidPublicTest {
    private static final String TYPE = "aws:rds/snapshot:Snapshot";

    private final RdsSnapshotForbidPublic rule = new RdsSnapshotForbidPublic();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'sharedAccounts': ['111122223333']}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'sharedAccounts': ['all']}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'sharedAccounts': ['?']}"));
    }
}
