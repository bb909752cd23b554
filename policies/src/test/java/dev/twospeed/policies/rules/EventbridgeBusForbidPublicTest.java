package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class EventbridgeBusForbidPublicTest {
    private static final String TYPE = "aws:cloudwatch/eventBusPolicy:EventBusPolicy";

    private final EventbridgeBusForbidPublic rule = new EventbridgeBusForbidPublic();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Principal\\\": {\\\"AWS\\\": \\\"arn:aws:iam::1:root\\\"}, \\\"Action\\\": \\\"events:PutEvents\\\"}]}\"}"));
        assertKept(rule, resource("aws:cloudwatch/eventPermission:EventPermission", "{'principal': '111122223333'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"events:PutEvents\\\"}]}\"}"));
        assertBroken(rule, resource("aws:cloudwatch/eventPermission:EventPermission", "{'principal': '*'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'policy': '?'}"));
    }
}
