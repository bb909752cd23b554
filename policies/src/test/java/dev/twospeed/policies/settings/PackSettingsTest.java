package dev.twospeed.policies.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.policies.rules.Pack;
import dev.twospeed.policies.sdk.JsonValue;
import dev.twospeed.policies.sdk.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackSettingsTest {
    private final PackSettings standard = PackSettings.standard(Pack.rules());

    @Test
    void shouldMeanEveryRule_whenNothingIsConfigured() {
        assertThat(standard.applied()).hasSameSizeAs(Pack.rules()).allSatisfy(rule -> {
            assertThat(rule.level()).isEqualTo(Level.MANDATORY);
            assertThat(rule.exemptions()).isEmpty();
        });
    }

    @Test
    void shouldPutOneRuleBeforeAll_whenBothAreConfigured() {
        var settings = with("""
                {'all': 'advisory', 'kms-key-rotate': 'disabled', 'sns-topic-encrypt': {'enforcementLevel': 'remediate'}}""");
        assertThat(settings.applied()).hasSize(Pack.rules().size() - 1);
        assertThat(settings.applied())
                .filteredOn(rule -> id(rule).equals("kms-key-rotate"))
                .isEmpty();
        assertThat(settings.applied())
                .filteredOn(rule -> id(rule).equals("sns-topic-encrypt"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.level()).isEqualTo(Level.REMEDIATE));
        assertThat(settings.applied())
                .filteredOn(rule -> rule.level() == Level.ADVISORY)
                .hasSize(Pack.rules().size() - 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kms-key-turn': 'advisory'} | 'kms-key-turn', which does not exist; the rules of this service are kms-key-forbid-public",
                "{'no-such-rule': 'advisory'} | the rules are athena-workgroup-encrypt-results",
                "{'kms-key-rotate': {'speed': 1}} | the option 'speed', which it does not have; its options are none",
                "{'rds-database-keep-backups': {'days': 1}} | its options are minimumDays",
                "{'rds-database-keep-backups': {'minimumDays': 99}} | the value 99.0; allowed: a number from 1 to 35",
                "{'rds-database-keep-backups': {'minimumDays': [7]}} | allowed: a number from 1 to 35",
                "{'kms-key-rotate': 'sometimes'} | the level sometimes; allowed: advisory, mandatory, remediate, disabled",
                "{'kms-key-rotate': 3} | says 3.0 for 'kms-key-rotate'; allowed: a level, or an object",
                "{'all': {'exemptions': []}} | for all rules only the level can be set",
                "[1] | is no JSON object",
                "no JSON { | is no JSON object",
                "{'kms-key-rotate': {'exemptions': 'all'}} | exemptions that are no list: all. An exemption is an object",
                "{'kms-key-rotate': {'exemptions': ['x']}} | malformed exemption x: it has none of these",
                "{'kms-key-rotate': {'exemptions': [{'urn': '*', 'reason': 'r'}]}} | it has [reason, urn]",
                "{'kms-key-rotate': {'exemptions': [{'urn': '*', 'reason': ' ', 'until': '2027-01-01'}]}} | 'reason' is",
                "{'kms-key-rotate': {'exemptions': [{'urn': '*', 'reason': 'r', 'until': 'soon'}]}} | 'until' is soon",
                "{'kms-key-rotate': {'exemptions': [{'urn': '*', 'reason': 'r', 'until': '2027-02-30'}]}} | 'until' is 2027-02-30",
            })
    void shouldSayWhatIsWrong_whenConfigurationIs(String configuration, String message) {
        assertThatThrownBy(() -> with(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "urn:pulumi:dev::*::source, true",
        "*, true",
        "*rds/instance*, true",
        "urn:pulumi:dev::p::aws:rds/instance:Instance::source, true",
        "urn:pulumi:prod::*, false",
        "*::sour, false",
        "urn:pulumi:dev::p::aws.rds/instance:Instance::source, false",
    })
    void shouldCoverWholeUrns_whenPatternIsCompared(String pattern, boolean covers) {
        var exemption = with("{'kms-key-rotate': {'exemptions': [{'urn': '" + pattern
                        + "', 'reason': 'r', 'until': '2027-06-30'}]}}")
                .applied()
                .stream()
                .filter(rule -> id(rule).equals("kms-key-rotate"))
                .findFirst()
                .orElseThrow()
                .exemptions()
                .get(0);
        assertThat(exemption.covers("urn:pulumi:dev::p::aws:rds/instance:Instance::source"))
                .isEqualTo(covers);
    }

    private PackSettings with(String configuration) {
        return standard.with(JsonValue.parse(configuration));
    }

    private static String id(RuleSettings rule) {
        return rule.rule().metadata().id();
    }
}
