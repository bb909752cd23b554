package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class SnsTopicRequireTlsTest {
    private static final String TYPE = "aws:sns/topic:Topic";

    private final SnsTopicRequireTls rule = new SnsTopicRequireTls();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'arn': 't'}"),
                resource(
                        "aws:sns/topicPolicy:TopicPolicy",
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Deny\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"sns:Publish\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"Bool\\\": {\\\"aws:SecureTransport\\\": \\\"false\\\"}}}]}\", \"arn\": \"t\"}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'arn': 't'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'arn': 't'}"),
                resource(
                        "aws:sns/topicPolicy:TopicPolicy",
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Deny\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"sns:Publish\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"Bool\\\": {\\\"aws:SecureTransport\\\": \\\"false\\\"}}}]}\", \"arn\": \"other\"}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'arn': 't'}"),
                resource("aws:sns/topicPolicy:TopicPolicy", "{'arn': 't', 'policy': '?'}"));
    }
}
