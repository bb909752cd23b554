package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class GlueJobUseSecurityConfigurationTest {
    private static final String TYPE = "aws:glue/job:Job";

    private final GlueJobUseSecurityConfiguration rule = new GlueJobUseSecurityConfiguration();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'securityConfiguration': 's'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource("aws:glue/crawler:Crawler", "{'securityConfiguration': ''}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'securityConfiguration': '?'}"));
    }
}
