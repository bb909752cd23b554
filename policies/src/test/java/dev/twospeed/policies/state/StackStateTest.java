package dev.twospeed.policies.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.policies.judgement.Finding;
import dev.twospeed.policies.judgement.Finding.Outcome;
import dev.twospeed.policies.judgement.Judge;
import dev.twospeed.policies.rules.Pack;
import dev.twospeed.policies.settings.PackSettings;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackStateTest {
    private static final String SIGNED = "\"4dabf18193072939515e22adb298388d\": \"1b47061264138c4ac30d75fd1eb44270\"";
    private static final String URN = "urn:pulumi:dev::p::aws:rds/instance:Instance::vectors";

    @Test
    void shouldJudgeInputsAndState_whenTheyDiffer() {
        var findings = findings("""
                {"deployment": {"resources": [
                  {"urn": "urn:pulumi:dev::p::aws:ec2/vpc:Vpc::net", "type": "aws:ec2/vpc:Vpc", "id": "vpc-1", "inputs": {}, "outputs": {}},
                  {"urn": "urn:pulumi:dev::p::aws:ec2/flowLog:FlowLog::net", "type": "aws:ec2/flowLog:FlowLog",
                    "inputs": {"vpcId": "vpc-1"}, "outputs": {"vpcId": "vpc-1"}},
                  {"urn": "%s", "type": "aws:rds/instance:Instance", "inputs": {"multiAz": true}, "outputs": {"multiAz": false}}
                ]}}""".formatted(URN));
        assertThat(outcome(findings, "vpc-network-log-flow")).isEqualTo(Outcome.KEPT);
        assertThat(outcome(findings, "rds-instance-span-zones")).isEqualTo(Outcome.KEPT);
        assertThat(outcome(findings, "rds-database-encrypt-storage")).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void shouldRelateByDependency_whenNamesAreNotInTheState() {
        var findings = findings("""
                {"deployment": {"resources": [
                  {"urn": "a", "type": "aws:ec2/vpc:Vpc", "inputs": {}, "outputs": {}},
                  {"urn": "b", "type": "aws:ec2/flowLog:FlowLog", "inputs": {}, "outputs": {},
                    "propertyDependencies": {"vpcId": ["a"]}}]}}""");
        assertThat(outcome(findings, "vpc-network-log-flow")).isEqualTo(Outcome.KEPT);
    }

    @Test
    void shouldNotKnowEncryptedSecrets_andReadOpenOnes() {
        assertThat(outcome(
                        findings(rds("\"multiAz\": {" + SIGNED + ", \"ciphertext\": \"v1:x\"}")),
                        "rds-instance-span-zones"))
                .isEqualTo(Outcome.UNDECIDED);
        assertThat(outcome(
                        findings(rds("\"multiAz\": {" + SIGNED + ", \"plaintext\": \"true\"}")),
                        "rds-instance-span-zones"))
                .isEqualTo(Outcome.KEPT);
    }

    @Test
    void shouldLeaveOut_whatIsOfOthersOrToBeDeleted() {
        assertThat(findings(rds("").replace("\"type\"", "\"delete\": true, \"type\"")))
                .isEmpty();
        assertThat(findings(rds("").replace("\"type\"", "\"external\": true, \"type\"")))
                .isEmpty();
        assertThat(findings("{\"deployment\": {}}")).isEmpty();
        assertThat(findings("{\"deployment\": {\"resources\": [1, {\"type\": 3}, {\"urn\": \"x\", \"inputs\": 7}]}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"deployment\": 3}", "no {"})
    void shouldSayWhatToGive_whenItIsNoExport(String export) {
        assertThatThrownBy(() -> StackState.parse("etl.json", export))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("etl.json ")
                .hasMessageEndingWith("name what `pulumi stack export` printed");
    }

    private static String rds(String inputs) {
        return "{\"deployment\": {\"resources\": [{\"urn\": \"" + URN + "\", \"type\": \"aws:rds/instance:Instance\","
                + " \"inputs\": {" + inputs + "}, \"outputs\": {}}]}}";
    }

    private static List<Finding> findings(String export) {
        return StackState.parse("it", export).judgedBy(new Judge(PackSettings.standard(Pack.rules()), LocalDate.EPOCH));
    }

    private static Outcome outcome(List<Finding> findings, String rule) {
        return findings.stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .findFirst()
                .orElseThrow()
                .outcome();
    }
}
