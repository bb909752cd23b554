package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertRemedied;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class RdsProxyRequireTlsTest {
    private static final String TYPE = "aws:rds/proxy:Proxy";

    private final RdsProxyRequireTls rule = new RdsProxyRequireTls();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'requireTls': true}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'requireTls': false}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'requireTls': '?'}"));
    }

    @Test
    void shouldBeKept_whenRemedied() {
        assertRemedied(rule, resource(TYPE, "{}"));
    }
}
