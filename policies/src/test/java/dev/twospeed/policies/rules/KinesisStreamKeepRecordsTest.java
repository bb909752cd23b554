package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.configured;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class KinesisStreamKeepRecordsTest {
    private static final String TYPE = "aws:kinesis/stream:Stream";

    private final KinesisStreamKeepRecords rule = new KinesisStreamKeepRecords();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'retentionPeriod': 168}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'retentionPeriod': 24}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'retentionPeriod': '?'}"));
    }

    @Test
    void shouldFollowTheOption_whenConfigured() {
        assertKept(configured(rule, "minimumHours", 24), resource(TYPE, "{'retentionPeriod': 24}"));
    }
}
