package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class RdsDatabaseExportLogsTest {
    private static final String TYPE = Databases.INSTANCE;

    private final RdsDatabaseExportLogs rule = new RdsDatabaseExportLogs();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'enabledCloudwatchLogsExports': ['postgresql']}"));
        assertKept(rule, resource(TYPE, "{'enabledCloudwatchLogsExports': ['?']}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{}"));
        assertBroken(rule, resource(TYPE, "{'enabledCloudwatchLogsExports': []}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'enabledCloudwatchLogsExports': '?'}"));
    }
}
