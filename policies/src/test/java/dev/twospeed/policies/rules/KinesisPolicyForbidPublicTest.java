package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class KinesisPolicyForbidPublicTest {
    private static final String TYPE = "aws:kinesis/resourcePolicy:ResourcePolicy";

    private final KinesisPolicyForbidPublic rule = new KinesisPolicyForbidPublic();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Principal\\\": {\\\"AWS\\\": \\\"arn:aws:iam::1:root\\\"}, \\\"Action\\\": \\\"kinesis:GetRecords\\\"}]}\"}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"kinesis:GetRecords\\\"}]}\"}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'policy': '?'}"));
    }
}
