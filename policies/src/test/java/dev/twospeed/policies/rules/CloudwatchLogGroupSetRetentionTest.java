package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.configured;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class CloudwatchLogGroupSetRetentionTest {
    private static final String TYPE = "aws:cloudwatch/logGroup:LogGroup";

    private final CloudwatchLogGroupSetRetention rule = new CloudwatchLogGroupSetRetention();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'retentionInDays': 365}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'retentionInDays': 0}"));
        assertBroken(rule, resource(TYPE, "{'retentionInDays': 14}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'retentionInDays': '?'}"));
    }

    @Test
    void shouldFollowTheOption_whenConfigured() {
        assertKept(configured(rule, "minimumDays", 1), resource(TYPE, "{'retentionInDays': 14}"));
    }
}
