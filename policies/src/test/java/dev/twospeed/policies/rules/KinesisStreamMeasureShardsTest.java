package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class KinesisStreamMeasureShardsTest {
    private static final String TYPE = "aws:kinesis/stream:Stream";

    private final KinesisStreamMeasureShards rule = new KinesisStreamMeasureShards();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'shardLevelMetrics': ['IncomingBytes']}"));
        assertKept(rule, resource(TYPE, "{'streamModeDetails': {'streamMode': 'ON_DEMAND'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'shardLevelMetrics': []}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'shardLevelMetrics': '?'}"));
    }
}
