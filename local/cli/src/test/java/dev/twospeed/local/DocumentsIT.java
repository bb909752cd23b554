package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.cli.Reader;
import dev.twospeed.local.iam.AccessKeys;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What documents say to do with a deployed environment is done, and says what it should. */
@ExtendWith(DeployedStacks.Extension.class)
class DocumentsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeployedStacks stacks;
    private Reader reader;

    @BeforeEach
    void read(DeployedStacks deployed) throws Exception {
        stacks = deployed;
        reader = Reader.in(deployed.root());
    }

    @Test
    void shouldShowWhatIsDeployed() throws Exception {
        assertThat(reader.does("./twospeed preview")).contains("streaming-inference", "unchanged");
        assertThat(reader.does("./twospeed preview streaming-inference")).doesNotContain("etl");
        assertThat(reader.does("./twospeed outputs")).contains("kmsKeyArn", "inferenceUrl");
        assertThat(JSON.readTree(reader.does("./twospeed outputs etl --json")).findValue("modelPrefix"))
                .isNotNull();
        assertThat(reader.does("./twospeed models list")).contains("* " + activeModel());
    }

    @Test
    void shouldCheckAndPriceWhatIsDeployed_orWasExported() throws Exception {
        for (var stack : List.of("etl", "foundation")) {
            var folder = stack.equals("foundation") ? "." : "stacks/" + stack;
            var export = ShellRun.of(
                    stacks.root(),
                    "eval \"$(./twospeed env)\" && pulumi stack export -C " + folder + " -s local > " + stack
                            + ".json");
            assertThat(export.exit()).as(export.text()).isZero();
        }

        assertThat(reader.does("./twospeed cost")).contains("Environment local", "streaming-inference");
        assertThat(JSON.readTree(reader.does("./twospeed cost --region eu-central-1 --json"))
                        .path("regions")
                        .toString())
                .contains("eu-central-1");
        assertThat(reader.does("./twospeed cost --export foundation.json --export etl.json"))
                .contains("Exported stacks", "foundation", "etl");
        assertThat(JSON.readTree(reader.does("./twospeed cost --export etl.json --region eu-central-1 --json")))
                .isNotEmpty();
        assertThat(reader.does("./twospeed policy")).contains("broken: 0 critical, 0 high, 0 medium, 0 low");
        assertThat(JSON.readTree(reader.does("./twospeed policy --export etl.json --json")))
                .isNotEmpty();
        reader.does("./twospeed policy --sarif policies.sarif --junit policies.xml");
        assertThat(stacks.root().resolve("policies.sarif")).content().contains("\"2.1.0\"");
        assertThat(stacks.root().resolve("policies.xml")).content().contains("<testsuite");
    }

    @Test
    void shouldRecommend_overTheSignedUrl() throws Exception {
        assertThat(reader.does("./twospeed recommend S10_1000 S12_1099")).startsWith("by ");
        assertThat(reader.does("./twospeed recommend S10_1000 --country France"))
                .contains("recommended");
        assertThat(reader.does("./twospeed recommend --country France")).startsWith("by prior with model ");
        assertThat(JSON.readTree(reader.does("./twospeed recommend --country France -k 3 --json"))
                        .path("recommended_items"))
                .hasSize(3);
        assertThat(
                        shell().after(keys())
                                .does(
                                        "curl --aws-sigv4 aws:amz:us-east-1:lambda --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\""
                                                + " -H \"x-amz-security-token: $AWS_SESSION_TOKEN\""
                                                + " \"$(pulumi stack output inferenceUrl -C stacks/streaming-inference -s local)health\""))
                .contains("\"model_version\":\"" + activeModel());
    }

    @Test
    void shouldTakeEventsAndShowWhatBecomesOfThem() throws Exception {
        Files.write(stacks.root().resolve("events.jsonl"), DeployedStacks.activity("documents"));

        assertThat(reader.does("./twospeed send events.jsonl")).startsWith("1 events sent to twospeed-local-");
        assertThat(JSON.readTree(reader.does("./twospeed send events.jsonl --json"))
                        .path("sent")
                        .asInt())
                .isEqualTo(1);
        assertThat(JSON.readTree(reader.does("./twospeed watch --once --json"))
                        .at("/model/version")
                        .asText())
                .isEqualTo(activeModel());
        reader.watches("./twospeed watch", activeModel());
        reader.watches("./twospeed watch --every 60", activeModel());
        reader.watches("./twospeed console", "http://127.0.0.1:", "console", "console --port 0");
        reader.watches("./twospeed console --port 9000 --every 60", "http://127.0.0.1:", "9000", "0");
    }

    @Test
    void shouldAskTheDatabase() throws Exception {
        Files.writeString(stacks.root().resolve("question.sql"), "select version from model");

        assertThat(reader.does("./twospeed sql \"select version, items from model\""))
                .contains(activeModel());
        assertThat(
                        reader.does(
                                "./twospeed sql \"select version, activated_at from active_model join model using (model_id)\""))
                .contains(activeModel());
        assertThat(
                        reader.does(
                                "./twospeed sql \"select version, rank, items, users, indexed, loaded_at from model order by version\""))
                .contains(activeModel());
        assertThat(reader.does(
                        "./twospeed sql \"select relname, n_live_tup from pg_stat_user_tables order by 2 desc\""))
                .contains("item_embedding");
        assertThat(reader.does("./twospeed sql --json < question.sql")).contains("\"version\"", activeModel());
    }

    @Test
    void shouldReplayAndForget() throws Exception {
        assertThat(reader.does("./twospeed replay --dry-run")).contains(" events would be sent to twospeed-local-");
        assertThat(reader.does("./twospeed replay")).contains(" events sent to twospeed-local-");
        assertThat(reader.does("./twospeed replay --from-backup --since TIME", "TIME", "2026-01-31T12:00:00Z"))
                .contains(" events sent to twospeed-local-");
        assertThat(reader.does("./twospeed forget --customer 103 --dry-run")).contains("would be removed");
        assertThat(reader.does("./twospeed forget --customer 103")).contains("What remains:");
    }

    @Test
    void shouldPrepareAnAccount() throws Exception {
        reader.does("sed -e 's/ACCOUNT/111122223333/; s/REGION/us-east-1/; s/ENVIRONMENT/dev/'"
                + " docs/deployer-policies/etl.json > etl.json");
        assertThat(stacks.root().resolve("etl.json"))
                .content()
                .contains("arn:aws:iam::111122223333:role/twospeed-dev-")
                .doesNotContain("ACCOUNT", "REGION", "ENVIRONMENT");

        // The state of a team in a folder instead of a bucket, and a passphrase for a key.
        var bucket = "'s3://my-pulumi-state?region=eu-central-1'";
        var key = "awskms://alias/pulumi?region=eu-central-1";
        var state = Files.createDirectories(stacks.root().resolve(".twospeed/team"));
        var team = shell().after("unset PULUMI_BACKEND_URL && export PULUMI_HOME=\"" + state + "\"");
        assertThat(team.does(
                        "pulumi login 's3://my-pulumi-state?region=eu-central-1'", bucket, "'file://" + state + "'"))
                .contains("Logged in");
        assertThat(team.does(
                        "for folder in . stacks/etl stacks/vector-db stacks/streaming-inference;"
                                + " do pulumi stack init dev -C \"$folder\" --secrets-provider 'awskms://alias/pulumi?region=eu-central-1'; done",
                        key,
                        "passphrase"))
                .contains("Created stack 'dev'");
        assertThat(team.after("pulumi stack rm dev --yes --preserve-config")
                        .does(
                                "pulumi stack init dev --secrets-provider \"awskms://alias/pulumi?region=eu-central-1\"",
                                key,
                                "passphrase"))
                .contains("Created stack 'dev'");
    }

    @Test
    void shouldComplete_inBash() throws Exception {
        // Bash's own, as sh has no such redirection.
        var completed = reader.does(
                "source <(./twospeed completion)",
                "source <(./twospeed completion)",
                "exec bash -c 'source <(./twospeed completion) && complete -p ./twospeed'");

        assertThat(completed).isEqualTo("complete -o default -F _complete_twospeed ./twospeed\n");
    }

    /** Pointed at it. */
    private Reader shell() {
        return reader.having("eval \"$(./twospeed env)\"");
    }

    /** The operator's keys, as a shell that may call the function has them. */
    private String keys() {
        var operator = AccessKeys.open(stacks.root().resolve(".twospeed/aws")).of(AccessKeys.OPERATOR);
        return "export AWS_ACCESS_KEY_ID=" + operator.id() + " AWS_SECRET_ACCESS_KEY=" + operator.secret()
                + " AWS_SESSION_TOKEN=";
    }

    private String activeModel() throws Exception {
        return JSON.readTree(stacks.call("loader", "{\"operation\": \"list\"}"))
                .path("active")
                .asText();
    }
}
