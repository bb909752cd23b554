package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class S3AccessPointBlockPublicAccessTest {
    private static final String TYPE = "aws:s3/accessPoint:AccessPoint";

    private final S3AccessPointBlockPublicAccess rule = new S3AccessPointBlockPublicAccess();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'publicAccessBlockConfiguration': {'blockPublicAcls': true}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'publicAccessBlockConfiguration': {'blockPublicPolicy': false}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'publicAccessBlockConfiguration': {'blockPublicPolicy': '?'}}"));
    }
}
