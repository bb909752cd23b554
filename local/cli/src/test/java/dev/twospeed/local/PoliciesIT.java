package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.cloud.Stack;
import dev.twospeed.policies.judgement.Finding;
import dev.twospeed.policies.judgement.Finding.Outcome;
import dev.twospeed.policies.judgement.Judge;
import dev.twospeed.policies.rules.Pack;
import dev.twospeed.policies.sdk.JsonValue;
import dev.twospeed.policies.settings.PackSettings;
import dev.twospeed.policies.settings.RuleSettings;
import dev.twospeed.policies.state.StackState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The project's own stacks keep the rules of its policy pack: previewed and deployed with it on the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoliciesIT {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final Path EXPORTS = Path.of("target/exports/policies");

    private CheckoutCopy checkout;
    private PackSettings settings;

    @BeforeAll
    void copy() throws Exception {
        checkout = CheckoutCopy.make("policies");
        settings = PackSettings.standard(Pack.rules())
                .with(JsonValue.parse(Files.readString(checkout.root().resolve("policies/settings.json"))));
    }

    @AfterAll
    void delete() {
        checkout.close();
    }

    @Test
    void shouldKeepEveryRuleWithoutExemption_whenProductionIsDeployed() throws Exception {
        var findings = deployed("prod", "prod");

        assertThat(sentences(findings, Outcome.BROKEN)).isEmpty();
        assertThat(sentences(findings, Outcome.EXEMPT)).isEmpty();
        assertThat(sentences(findings, Outcome.KEPT).size()).isGreaterThan(400);
        // What only the account itself can tell, once for each stack.
        assertThat(sentences(findings, Outcome.UNDECIDED))
                .hasSize(3 * Stack.inOrder().size())
                .allMatch(sentence -> sentence.matches("(ec2-account|glue-catalog|s3-account)-.*"));
    }

    @Test
    void shouldKeepEveryRuleThatIsNotExempt_whenDevelopmentIsDeployed() throws Exception {
        var findings = deployed("dev", "dev");

        assertThat(sentences(findings, Outcome.BROKEN)).isEmpty();
        for (var rule : settings.applied()) {
            for (var exemption : rule.exemptions()) {
                if (exemption.urn().startsWith("urn:pulumi:dev::")) {
                    assertThat(sentences(findings, Outcome.EXEMPT))
                            .as("%s is needed", exemption)
                            .anyMatch(sentence ->
                                    sentence.startsWith(rule.rule().metadata().id() + " ")
                                            && sentence.endsWith(exemption.reason()));
                }
            }
        }
    }

    @Test
    void shouldExemptNothingInProduction_whateverTheSettingsSay() {
        assertThat(settings.applied())
                .flatExtracting(RuleSettings::exemptions)
                .isNotEmpty()
                .allSatisfy(exemption -> assertThat(exemption.urn()).matches("urn:pulumi:(dev|local)::.*"));
    }

    private static List<String> sentences(List<Finding> findings, Outcome outcome) {
        return findings.stream()
                .filter(finding -> finding.outcome() == outcome)
                .map(finding ->
                        finding.rule().id() + " on " + finding.resource().urn() + ": " + finding.message())
                .toList();
    }

    /** What the rules find in the state, after previews and updates that the same rules let pass. */
    private List<Finding> deployed(String environment, String settingsOf) throws Exception {
        var findings = new ArrayList<Finding>();
        try (var account = PaperAccount.open(checkout, environment, "us-east-1", settingsOf)) {
            for (var stack : Stack.inOrder()) {
                var checked = account.checkedByPolicies(stack);
                checked.preview(line -> {});
                checked.up(line -> {});
            }
            account.export(EXPORTS.resolve(environment));
            for (var stack : Stack.inOrder()) {
                var export = Files.readString(EXPORTS.resolve(environment).resolve(stack.label() + ".json"));
                findings.addAll(StackState.parse(stack.label(), export).judgedBy(new Judge(settings, TODAY)));
            }
        }
        return findings;
    }
}
