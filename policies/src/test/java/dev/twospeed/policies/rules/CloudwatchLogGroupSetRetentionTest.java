package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudwatchLogGroupSetRetentionTest {
    private static final String TYPE = "aws:cloudwatch/logGroup:LogGroup";

    private final CloudwatchLogGroupSetRetention rule = new CloudwatchLogGroupSetRetention();

    @ParameterizedTest
    @ValueSource(strings = {"{'retentionInDays': 30}"})
    void shouldBeKept_whenItHolds(String properties) {
        assertKept(rule, resource(TYPE, properties));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'retentionInDays': 0}", "{'retentionInDays': 'long'}"})
    void shouldBeBroken_whenItDoesNotHold(String properties) {
        assertBroken(rule, resource(TYPE, properties));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'retentionInDays': '?'}"));
    }
}
