package dev.twospeed.policies.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.twospeed.policies.judgement.Judge;
import dev.twospeed.policies.rules.Pack;
import dev.twospeed.policies.sdk.JsonValue;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.settings.PackSettings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** One key that keeps a rule, breaks one, is exempt from one, is advised by one, and one rule that cannot tell. */
class ReportsTest {
    private static final String CONFIGURATION = """
            {'all': 'disabled', 'kms-key-stay-enabled': 'mandatory', 'kms-key-keep-lockout-check': 'advisory',
             'kms-key-forbid-public': 'mandatory', 'kms-key-rotate': {'enforcementLevel': 'mandatory', 'exemptions': [
               {'urn': '*', 'reason': 'imported <material> & "more"', 'until': '2027-06-30'}]}}""";
    private static final String PROPERTIES =
            "{'isEnabled': false, 'bypassPolicyLockoutSafetyCheck': true, 'policy': 'no JSON {', 'enableKeyRotation': false}";
    private final List<Judged> judged = List.of(new Judged("foundation", "Pulumi.yaml", findings()));

    private static List<dev.twospeed.policies.judgement.Finding> findings() {
        var settings = PackSettings.standard(Pack.rules()).with(JsonValue.parse(CONFIGURATION));
        var key = new PolicyResource(
                "urn:pulumi:dev::p::aws:kms/key:Key::data",
                "aws:kms/key:Key",
                "data",
                JsonValue.parse(PROPERTIES),
                Map.of());
        return new Judge(settings, LocalDate.parse("2027-01-01")).resource(key);
    }

    @Test
    void shouldShowTheWorstFirst_asATable() {
        var text = new StringWriter();
        new FindingsTable(new PrintWriter(text, true)).print(judged);
        assertThat(text.toString().lines())
                .startsWith(
                        "critical  kms-key-stay-enabled                          foundation / data",
                        "          isEnabled is false")
                .contains("          bypassPolicyLockoutSafetyCheck is true (advisory)")
                .contains("exempt    kms-key-rotate                                foundation / data")
                .contains("undecided kms-key-forbid-public                         foundation / data")
                .endsWith("broken: 1 critical, 1 high, 0 medium, 0 low; exempt: 1; undecided: 1; kept: 0");
    }

    @Test
    void shouldSayTheSame_asJson() {
        var report = JsonParser.parseString(JsonReport.of(judged)).getAsJsonObject();
        assertThat(report.get("failed").getAsBoolean()).isTrue();
        assertThat(report.getAsJsonArray("findings"))
                .extracting(finding -> ((JsonObject) finding).get("rule").getAsString() + " "
                        + ((JsonObject) finding).get("outcome").getAsString() + " "
                        + ((JsonObject) finding).get("level").getAsString())
                .containsExactly(
                        "kms-key-stay-enabled broken mandatory",
                        "kms-key-keep-lockout-check broken advisory",
                        "kms-key-rotate exempt mandatory",
                        "kms-key-forbid-public undecided mandatory");
    }

    @Test
    void shouldBeReadByJunitsReaders_asXml() throws Exception {
        var text = JunitReport.of(judged);
        var suite = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement()
                .getFirstChild();
        assertThat(suite.getAttribute("name")).isEqualTo("foundation");
        assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("skipped")))
                .containsExactly("4", "1", "3");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(3);
        assertThat(text).contains("imported &lt;material&gt; &amp; &quot;more&quot;");
    }

    @Test
    void shouldSuppressWhatIsExempt_asSarif() {
        var run = JsonParser.parseString(SarifReport.of("twospeed", "1.2.3", judged))
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject();
        var rules = run.getAsJsonObject("tool").getAsJsonObject("driver").getAsJsonArray("rules");
        assertThat(rules)
                .hasSize(4)
                .allSatisfy(rule ->
                        assertThat(((JsonObject) rule).keySet()).contains("id", "shortDescription", "help", "helpUri"));
        var results = run.getAsJsonArray("results").asList().stream()
                .map(result -> (JsonObject) result)
                .toList();
        assertThat(results)
                .extracting(result -> result.get("ruleId").getAsString() + " "
                        + result.get("kind").getAsString() + " "
                        + result.get("level").getAsString() + " " + result.has("suppressions"))
                .containsExactly(
                        "kms-key-stay-enabled fail error false",
                        "kms-key-keep-lockout-check fail warning false",
                        "kms-key-rotate fail error true",
                        "kms-key-forbid-public open none false");
        assertThat(results.get(0).toString()).contains("\"uri\":\"Pulumi.yaml\"", "aws:kms/key:Key::data");
    }

    @Test
    void shouldNotFail_whenOnlyAdviceIsBroken() {
        var advice = judged.get(0).findings().stream()
                .filter(finding -> finding.rule().id().equals("kms-key-keep-lockout-check"))
                .toList();
        assertThat(new Judged("foundation", "Pulumi.yaml", advice).fails()).isFalse();
        assertThat(judged.get(0).fails()).isTrue();
    }
}
