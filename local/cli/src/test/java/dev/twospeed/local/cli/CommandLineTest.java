package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void shouldExplainItself_whenAskedForHelp() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString())
                .contains("demo", "start", "stop", "env", "up", "seed", "run", "send", "recommend")
                .doesNotContain("serve");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "nonsense",
                "demo --customers many",
                "demo --orders a.csv --mysql mysql://me@localhost/shop",
                "seed --customers many",
                "run lunch",
                "send",
                "models",
                "models drop",
                "bench --rounds 3",
                "forget",
                "recommend -k ten"
            })
    void shouldRefuseWithTwo_whenTheCommandLineIsWrong(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);

        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void shouldNameTheStacks_whenThereIsNoSuchStack() {
        assertThat(run("up", "vectordb")).isEqualTo(1);

        assertThat(err.toString())
                .contains("There is no stack 'vectordb'; there are foundation, etl, vector-db, streaming-inference")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldSayWhatIsAllowed_whenTooManyProductsAreAskedFor() {
        assertThat(run("recommend", "-k", "101")).isEqualTo(1);

        assertThat(err.toString()).contains("-k is 101; allowed: 1 to 100").doesNotContain("\tat ");
    }

    @Test
    void shouldSayWhatIsAllowed_whenTheShopIsTooSmall() {
        assertThat(run("demo", "--products", "3")).isEqualTo(1);

        assertThat(err.toString()).contains("--products is 3; allowed: 30 or more");
    }

    @Test
    void shouldSayWhatIsWrong_beforeAnythingStarts_whenOrdersOfOnesOwnCannotBeUsed() throws Exception {
        var missing = folder.resolve("orders.csv").toString();
        var poor = Files.writeString(folder.resolve("poor.csv"), "customer,product,quantity,timestamp\n1,a,1,noon\n");

        assertThat(run("demo", "--orders", missing)).isEqualTo(1);
        assertThat(run("demo", "--orders", poor.toString())).isEqualTo(1);
        assertThat(run("demo", "--orders", missing, "--seed", "8")).isEqualTo(1);
        assertThat(run("demo", "--mysql", "mysql://me:hunter2@localhost/shop")).isEqualTo(1);

        assertThat(err.toString())
                .contains("orders.csv does not exist")
                .contains("of 1 rows 1 have", "1  no time, as in 2026-01-31T12:00:00 or 1769860800: line 2")
                .contains("--seed is for a made-up shop: leave it out beside orders of your own")
                .contains("leave it out and set TWOSPEED_MYSQL_PASSWORD")
                .doesNotContain("hunter2", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "production", "prod-eu"})
    void shouldInventNoCustomers_whenTheEnvironmentIsProduction(String environment) {
        assertThat(run("seed", "--env", environment)).isEqualTo(1);

        assertThat(err.toString())
                .contains("The environment " + environment + " is production, whose shop is a real one")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldSayWhichModelIsMeant_whenAVersionIsMissingOrTooMuch() {
        assertThat(run("models", "activate")).isEqualTo(1);
        assertThat(run("models", "rollback", "v1")).isEqualTo(1);

        assertThat(err.toString())
                .contains("activate needs the model's version", "Only activate takes a version, and 'v1' was given")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldNameTheFile_whenEventsCannotBeRead() {
        var missing = folder.resolve("events.jsonl");

        assertThat(run("send", missing.toString())).isEqualTo(1);

        assertThat(err.toString()).contains(missing.toString(), "cannot be read");
    }

    @Test
    void shouldEstimateWithoutADeployment_whenGivenExports() throws Exception {
        var export = Path.of(System.getProperty("twospeed.root"))
                .resolve("local/cli/src/test/resources/dev/twospeed/local/cost/small.json");

        assertThat(run("cost", "--export", export.toString(), "--json")).isZero();

        var estimate = new ObjectMapper().readTree(out.toString());
        assertThat(estimate.path("monthly").size()).isEqualTo(10);
        assertThat(estimate.path("notPriced").path(0).path("type").asText()).isEqualTo("aws:mq/broker:Broker");
        assertThat(estimate.path("regions").path("small").asText()).isEqualTo("us-east-1");
    }

    @Test
    void shouldSayWhatIsWrong_whenThereIsNothingToEstimate() {
        assertThat(run("cost", "--export", folder.resolve("none.json").toString()))
                .isEqualTo(1);
        assertThat(run("cost", "--etl-minutes", "0")).isEqualTo(1);

        assertThat(err.toString())
                .contains("none.json cannot be read", "--etl-minutes is 0.0; allowed: a number above 0")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldJudgeWithoutADeployment_whenGivenExports() throws Exception {
        var export = folder.resolve("etl.json");
        Files.writeString(export, """
                {"deployment": {"resources": [{"urn": "urn:pulumi:prod::etl::aws:kms/key:Key::data", "type": "aws:kms/key:Key",
                  "inputs": {"enableKeyRotation": false}, "outputs": {}}]}}""");
        var sarif = folder.resolve("policies.sarif");
        var junit = folder.resolve("policies.xml");

        assertThat(run(
                        "policy",
                        "--export",
                        export.toString(),
                        "--json",
                        "--sarif",
                        sarif.toString(),
                        "--junit",
                        junit.toString()))
                .isEqualTo(1);

        var report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("findings")).hasSize(1);
        assertThat(report.at("/findings/0/rule").asText()).isEqualTo("kms-key-rotate");
        assertThat(report.at("/findings/0/stack").asText()).isEqualTo("etl");
        assertThat(sarif).content().contains("\"ruleId\": \"kms-key-rotate\"");
        assertThat(junit).content().contains("<failure type=\"MEDIUM\"");
        assertThat(run("policy", "--export", export.toString(), "--config", config("{'kms-key-rotate': 'advisory'}")))
                .isZero();
    }

    @Test
    void shouldSayWhatIsWrong_whenThereIsNothingToJudge() throws Exception {
        var text = Files.writeString(folder.resolve("text.json"), "no JSON {");

        assertThat(run("policy", "--export", folder.resolve("none.json").toString()))
                .isEqualTo(1);
        assertThat(run("policy", "--export", text.toString())).isEqualTo(1);
        assertThat(run("policy", "--export", text.toString(), "--config", config("{'no-such-rule': 'advisory'}")))
                .isEqualTo(1);
        assertThat(run("policy", "--config", folder.resolve("none.json").toString()))
                .isEqualTo(1);
        assertThat(run("policy", "--account")).isEqualTo(1);

        assertThat(err.toString())
                .contains("none.json cannot be read: name what `pulumi stack export` printed")
                .contains("text.json is not JSON: name what `pulumi stack export` printed")
                .contains("names the rule 'no-such-rule', which does not exist")
                .contains("none.json cannot be read: name a policy configuration")
                .contains("The embedded AWS has no settings of an account")
                .doesNotContain("\tat ");
    }

    private String config(String json) throws Exception {
        return Files.writeString(folder.resolve("config.json"), json).toString();
    }

    @Test
    void shouldShowAnExample_whenThereIsNoStatement() {
        assertThat(run("sql", " ")).isEqualTo(1);

        assertThat(err.toString())
                .contains("There is no statement: try ./twospeed sql")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldSayWhatIsAllowed_whenThereIsNoSuchCustomer() {
        assertThat(run("forget", "--customer", "-1")).isEqualTo(1);

        assertThat(err.toString()).contains("--customer is -1; allowed: 0 to 999999999999999999");
    }

    @Test
    void shouldSayThatAFolderIsNeeded_whenBenchmarksWouldWriteIntoAFile() throws IOException {
        var file = Files.createFile(folder.resolve("results"));

        assertThat(run("bench", "--out", file.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("--out is " + file + ", which is a file: name a folder");
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
