package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.CheckoutCopy;
import dev.twospeed.local.RunningAws;
import dev.twospeed.local.ShellRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person does in a shell, stack by stack, with the launcher and the real Pulumi command line. */
class PerStackIT {
    private static final String UNASKED = "export PULUMI_SKIP_CONFIRMATIONS=true";

    private CheckoutCopy checkout;
    private Reader reader;

    @BeforeEach
    void copy() throws Exception {
        checkout = CheckoutCopy.make("per-stack");
        checkout.markBuilt();
        reader = Reader.in(checkout.root()).inShell();
    }

    @AfterEach
    void stopAndDelete() throws Exception {
        reader.does("./twospeed stop");
        checkout.close();
    }

    @Test
    void shouldDeployShowAndDestroyAStack_whenPulumiIsRunFromTheShell() throws Exception {
        assertThat(reader.does("./twospeed start")).contains("The embedded AWS runs as process");
        assertThat(reader.does("./twospeed start")).contains("runs already");

        reader.after(UNASKED).does("eval \"$(./twospeed env)\" && pulumi up -s local");
        assertThat(pulumi().does("pulumi up -C stacks/etl -s local")).contains("created");

        assertThat(pulumi().does("pulumi preview -C stacks/etl -s local"))
                .contains("unchanged")
                .doesNotContain("to create");
        assertThat(pulumi().does("pulumi up -C stacks/etl -s local"))
                .contains("unchanged")
                .doesNotContain("updated")
                .doesNotContain("created");

        assertThat(pulumi().does("pulumi stack output -C stacks/etl -s local"))
                .contains("etlJobName", "trainingJobName", "modelBucket", "contractVersion");
        assertThat(shell("./twospeed outputs etl --json").text()).contains("\"modelPrefix\" : \"models/\"");

        assertThat(pulumi().does("pulumi preview -C stacks/etl -s local --policy-pack \"$PWD/policies\""
                        + " --policy-pack-config \"$PWD/policies/settings.json\""))
                .contains("Policies:");
        assertThat(
                        pulumi().does(
                                        "pulumi preview -s local --policy-pack policies --policy-pack-config policies/settings.json"))
                .contains("Policies:");
        var judged = shell("./twospeed policy foundation etl");
        assertThat(judged.exit()).as(judged.text()).isZero();
        assertThat(judged.text()).contains("broken: 0 critical, 0 high, 0 medium, 0 low; exempt: ");

        var wrongOrder = shell("./twospeed destroy foundation");
        assertThat(wrongOrder.exit()).as(wrongOrder.text()).isEqualTo(1);
        assertThat(wrongOrder.text())
                .contains("The stack foundation is still used by etl, so nothing was deleted in the environment local")
                .contains("`./twospeed destroy foundation etl --env local`");
        assertThat(pulumi("pulumi preview --stack local").text()).doesNotContain("to create");

        assertThat(reader.does("./twospeed destroy")).contains("deleted");
        assertThat(filesIn(".twospeed/aws/resources")).isZero();
    }

    @Test
    void shouldFillTheSampleSourceOnce_whenSeeded() throws Exception {
        shell("./twospeed start");
        var tooEarly = reader.types("./twospeed seed");
        assertThat(tooEarly.exit()).as(tooEarly.text()).isEqualTo(1);
        assertThat(tooEarly.text()).contains("foundation is not deployed", "./twospeed up foundation --env local");
        pulumi().does("pulumi up -s local");

        var small = "seed --customers 60 --products 40";
        var seeded = reader.does("./twospeed seed", "seed", small);
        assertThat(seeded).startsWith("seeded: 60 customers, 40 products, ");
        assertThat(reader.does("./twospeed seed", "seed", small)).isEqualTo("already " + seeded);

        var other = shell("./twospeed seed --customers 60 --products 40 --seed 11");
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.text()).contains("classicmodels is filled with another sample shop", "--replace");
        assertThat(reader.does(
                        "./twospeed seed --customers 2000 --products 500 --seed 11 --replace",
                        "seed --customers 2000 --products 500",
                        small))
                .startsWith("seeded: 60 customers");

        var tooMany = shell("./twospeed seed --customers 20001");
        assertThat(tooMany.exit()).isEqualTo(1);
        assertThat(tooMany.text())
                .contains("\"customers\" is 20001; allowed: a whole number from 50 to 20000")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldDeployNothing_whenAnotherEnvironmentMeetsTheEmbeddedAws() throws Exception {
        shell("./twospeed start");
        // A slip: the shell still points at the embedded AWS.
        var slip = pulumi("pulumi up --yes --stack dev || pulumi stack init dev && pulumi up --yes --stack dev");

        assertThat(slip.exit()).isNotZero();
        assertThat(slip.text()).contains("deploys only stacks named 'local', not 'dev'");
        assertThat(filesIn(".twospeed/aws/resources")).isZero();
    }

    @Test
    void shouldDeployNothing_whenTheLocalEnvironmentMeetsARealAccount() throws Exception {
        shell("./twospeed start");
        // The other slip: the stack local, but nothing embedded is attached.
        var slip = pulumi("unset PULUMI_DEBUG_PROVIDERS", "pulumi up --yes --stack local");

        assertThat(slip.exit()).isNotZero();
        assertThat(filesIn(".twospeed/aws/resources")).isZero();
        assertThat(Files.readString(checkout.root().resolve("Pulumi.local.yaml")))
                .contains("aws:allowedAccountIds")
                .contains("000000000000");
    }

    @Test
    void shouldRefuseAStaleJar_whenSourcesChangedAfterTheBuild() throws Exception {
        shell("./twospeed start");
        assertThat(pulumi("pulumi up --yes --stack local").exit()).isZero();
        Files.writeString(
                checkout.root().resolve("glue/src/main/java/dev/twospeed/glue/EtlJob.java"),
                "// edited\n",
                StandardOpenOption.APPEND);
        checkout.markBuilt(); // or the launcher would build; a person who runs pulumi alone has no launcher

        var up = pulumi("pulumi up --yes -C stacks/etl --stack local");

        assertThat(up.exit()).isNotZero();
        assertThat(up.text()).contains("glue.jar").contains("mvn -B -DskipTests package");
    }

    @Test
    void shouldGiveTheShellBack_whenUnset() throws Exception {
        shell("./twospeed start");
        var unset = "eval \"$(./twospeed env --unset)\"";

        var text = reader.after("before=$PATH")
                .having("eval \"$(./twospeed env)\"")
                .after("[ \"$before\" != \"$PATH\" ] && command -v pulumi")
                .does(
                        "eval \"$(./twospeed env --unset)\"",
                        unset,
                        unset + " && [ \"$before\" = \"$PATH\" ] && [ -z \"${PULUMI_HOME:-}\" ] && echo restored");

        assertThat(text).endsWith("restored\n");
    }

    @Test
    void shouldStopCleanly_whenKilledAndStartedAgain() throws Exception {
        shell("./twospeed start");
        assertThat(pulumi("pulumi up --yes --stack local").exit()).isZero();
        var running = RunningAws.find(checkout.root()).orElseThrow();
        ProcessHandle.of(running.pid()).orElseThrow().destroyForcibly();
        ProcessHandle.of(running.pid()).ifPresent(process -> process.onExit().join());

        var started = shell("./twospeed start");
        var up = pulumi("pulumi up --yes --stack local");

        assertThat(started.exit()).as(started.text()).isZero();
        assertThat(up.text()).contains("unchanged").doesNotContain("created").doesNotContain("updated");
    }

    private Reader pulumi() {
        return reader.having("eval \"$(./twospeed env)\"").after(UNASKED);
    }

    private ShellRun pulumi(String... commands) throws Exception {
        return shell("eval \"$(./twospeed env)\" && " + UNASKED + " && " + String.join(" && ", commands));
    }

    private ShellRun shell(String script) throws Exception {
        return ShellRun.of(checkout.root(), script);
    }

    private long filesIn(String folder) throws Exception {
        var path = checkout.root().resolve(folder);
        if (!Files.exists(path)) {
            return 0;
        }
        try (var files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).map(Path::getFileName).count();
        }
    }
}
