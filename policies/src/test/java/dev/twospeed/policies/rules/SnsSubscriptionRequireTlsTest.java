package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class SnsSubscriptionRequireTlsTest {
    private static final String TYPE = "aws:sns/topicSubscription:TopicSubscription";

    private final SnsSubscriptionRequireTls rule = new SnsSubscriptionRequireTls();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'protocol': 'https'}"));
        assertKept(rule, resource(TYPE, "{'protocol': 'email'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'protocol': 'http'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'protocol': '?'}"));
    }
}
