package dev.twospeed.policies.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.policies.judgement.Finding.Outcome;
import dev.twospeed.policies.rules.Pack;
import dev.twospeed.policies.sdk.JsonValue;
import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import dev.twospeed.policies.settings.PackSettings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final String EXEMPT = """
            {'kms-key-rotate': {'exemptions': [
                {'urn': '*::aws:kms/key:Key::data', 'reason': 'imported material', 'until': '2027-06-30'}]}}""";

    @Test
    void shouldExempt_whenPatternCoversAndTheDayHasNotPassed() {
        var finding = rotation(judge(EXEMPT, "2027-06-30"), "data", "{}");
        assertThat(finding.outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(finding.message())
                .isEqualTo("enableKeyRotation is not true; exempt until 2027-06-30: imported material");
    }

    @Test
    void shouldBeBroken_whenTheExemptionHasEnded() {
        var finding = rotation(judge(EXEMPT, "2027-07-01"), "data", "{}");
        assertThat(finding.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(finding.message()).endsWith("its exemption ended on 2027-06-30: imported material");
    }

    @Test
    void shouldBeBroken_whenTheExemptionIsForAnother() {
        assertThat(rotation(judge(EXEMPT, "2027-06-01"), "other", "{}").outcome())
                .isEqualTo(Outcome.BROKEN);
    }

    @Test
    void shouldNotRemedy_whatIsExemptKeptOrNotKnown() {
        var remediate = EXEMPT.replace("{'exemptions'", "{'enforcementLevel': 'remediate', 'exemptions'");
        var judge = judge(remediate, "2027-06-01");
        assertThat(judge.remedies(key("data", "{}"))).isEmpty();
        assertThat(judge.remedies(key("other", "{'enableKeyRotation': true}"))).isEmpty();
        assertThat(judge.remedies(key("other", "{'enableKeyRotation': [1]}"))).isEmpty();
        assertThat(judge.remedies(key("other", "{}")))
                .singleElement()
                .satisfies(remedied ->
                        assertThat(remedied.remedy().inputs()).isEqualTo(Map.of("enableKeyRotation", true)));
    }

    @Test
    void shouldFindNothing_whenNoRuleKnowsTheType() {
        var unknown = new PolicyResource("urn", "other:thing/thing:Thing", "it", JsonValue.parse("{}"), Map.of());
        assertThat(judge("{}", "2027-01-01").resource(unknown)).isEmpty();
    }

    @Test
    void shouldNameRuleAndResource_whenARuleThrows() {
        var judge = new Judge(PackSettings.standard(List.of(new Crashing())), LocalDate.EPOCH);
        assertThatThrownBy(() -> judge.resource(key("data", "{}")))
                .isInstanceOf(RuleFailed.class)
                .hasMessageContaining(
                        "The rule test-rule-crash-always failed on urn:pulumi:dev::p::aws:kms/key:Key::data")
                .hasMessageContaining("out of ideas");
    }

    private static Judge judge(String configuration, String today) {
        return new Judge(
                PackSettings.standard(Pack.rules()).with(JsonValue.parse(configuration)), LocalDate.parse(today));
    }

    private static Finding rotation(Judge judge, String name, String properties) {
        return judge.resource(key(name, properties)).stream()
                .filter(finding -> finding.rule().id().equals("kms-key-rotate"))
                .findFirst()
                .orElseThrow();
    }

    private static PolicyResource key(String name, String properties) {
        return new PolicyResource(
                "urn:pulumi:dev::p::aws:kms/key:Key::" + name,
                "aws:kms/key:Key",
                name,
                JsonValue.parse(properties),
                Map.of());
    }

    private static final class Crashing implements ResourceRule {
        @Override
        public Metadata metadata() {
            return Metadata.of("test-rule-crash-always", Severity.LOW);
        }

        @Override
        public Set<String> types() {
            return Set.of("aws:kms/key:Key");
        }

        @Override
        public Verdict check(PolicyResource resource) {
            throw new IllegalStateException("out of ideas");
        }
    }
}
