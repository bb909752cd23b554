package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class SnsTopicForbidPublicTest {
    private static final String TYPE = "aws:sns/topicPolicy:TopicPolicy";

    private final SnsTopicForbidPublic rule = new SnsTopicForbidPublic();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource("aws:sns/topic:Topic", "{}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Principal\\\": {\\\"Service\\\": \\\"events.amazonaws.com\\\"}, \\\"Action\\\": \\\"sns:Publish\\\"}]}\"}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"sns:Publish\\\"}]}\"}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'policy': '?'}"));
    }
}
