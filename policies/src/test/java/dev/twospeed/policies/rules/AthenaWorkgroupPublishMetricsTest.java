package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertRemedied;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class AthenaWorkgroupPublishMetricsTest {
    private static final String TYPE = "aws:athena/workgroup:Workgroup";

    private final AthenaWorkgroupPublishMetrics rule = new AthenaWorkgroupPublishMetrics();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{}"));
        assertKept(rule, resource(TYPE, "{'configuration': {'publishCloudwatchMetricsEnabled': true}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'configuration': {'publishCloudwatchMetricsEnabled': false}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'configuration': {'publishCloudwatchMetricsEnabled': '?'}}"));
    }

    @Test
    void shouldBeKept_whenRemedied() {
        assertRemedied(rule, resource(TYPE, "{'configuration': {'publishCloudwatchMetricsEnabled': false}}"));
    }
}
