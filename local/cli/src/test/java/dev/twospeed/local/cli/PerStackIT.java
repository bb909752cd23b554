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
    private CheckoutCopy checkout;

    @BeforeEach
    void copy() throws Exception {
        checkout = CheckoutCopy.make("per-stack");
        checkout.markBuilt();
    }

    @AfterEach
    void stopAndDelete() throws Exception {
        shell("./twospeed stop");
        checkout.close();
    }

    @Test
    void shouldDeployShowAndDestroyAStack_whenPulumiIsRunFromTheShell() throws Exception {
        var started = shell("./twospeed start");
        assertThat(started.text()).contains("The embedded AWS runs as process");
        assertThat(shell("./twospeed start").text()).contains("runs already");

        var up = pulumi("pulumi up --yes --stack local", "pulumi up --yes -C stacks/etl --stack local");
        assertThat(up.exit()).as(up.text()).isZero();

        var preview = pulumi("pulumi preview -C stacks/etl --stack local");
        assertThat(preview.text()).contains("unchanged").doesNotContain("to create");
        var again = pulumi("pulumi up --yes -C stacks/etl --stack local");
        assertThat(again.text()).contains("unchanged").doesNotContain("updated").doesNotContain("created");

        var outputs = pulumi("pulumi stack output -C stacks/etl --stack local");
        assertThat(outputs.text()).contains("etlJobName", "trainingJobName", "modelBucket", "contractVersion");
        assertThat(shell("./twospeed outputs etl --json").text()).contains("\"modelPrefix\" : \"models/\"");

        var policies = pulumi("pulumi preview -C stacks/etl --stack local --policy-pack \"$PWD/policies\""
                + " --policy-pack-config \"$PWD/policies/settings.json\"");
        assertThat(policies.exit()).as(policies.text()).isZero();
        assertThat(policies.text()).contains("Policies:");
        var judged = shell("./twospeed policy foundation etl");
        assertThat(judged.exit()).as(judged.text()).isZero();
        assertThat(judged.text()).contains("broken: 0 critical, 0 high, 0 medium, 0 low; exempt: ");

        var wrongOrder = shell("./twospeed destroy foundation");
        assertThat(wrongOrder.exit()).as(wrongOrder.text()).isEqualTo(1);
        assertThat(wrongOrder.text())
                .contains("The stack foundation is still used by etl, so nothing was deleted in the environment local")
                .contains("`./twospeed destroy foundation etl --env local`");
        assertThat(pulumi("pulumi preview --stack local").text()).doesNotContain("to create");

        var destroyed = shell("./twospeed destroy foundation etl --env local");
        assertThat(destroyed.exit()).as(destroyed.text()).isZero();
        assertThat(filesIn(".twospeed/aws/resources")).isZero();
    }

    @Test
    void shouldFillTheSampleSourceOnce_whenSeeded() throws Exception {
        shell("./twospeed start");
        var tooEarly = shell("./twospeed seed");
        assertThat(tooEarly.exit()).as(tooEarly.text()).isEqualTo(1);
        assertThat(tooEarly.text()).contains("foundation is not deployed", "./twospeed up foundation --env local");
        assertThat(pulumi("pulumi up --yes --stack local").exit()).isZero();

        var seeded = shell("./twospeed seed --customers 60 --products 40 --seed 3");
        assertThat(seeded.exit()).as(seeded.text()).isZero();
        assertThat(seeded.text()).startsWith("seeded: 60 customers, 40 products, ");
        assertThat(shell("./twospeed seed --customers 60 --products 40 --seed 3")
                        .text())
                .isEqualTo("already " + seeded.text());

        var other = shell("./twospeed seed --customers 60 --products 40 --seed 4");
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.text()).contains("classicmodels is filled with another sample shop", "--replace");
        assertThat(shell("./twospeed seed --customers 60 --products 40 --seed 4 --replace")
                        .text())
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
        var result =
                shell("before=$PATH; eval \"$(./twospeed env)\"; [ \"$before\" != \"$PATH\" ] && command -v pulumi &&"
                        + " eval \"$(./twospeed env --unset)\"; [ \"$before\" = \"$PATH\" ] && [ -z \"${PULUMI_HOME:-}\" ]"
                        + " && echo restored");

        assertThat(result.text()).endsWith("restored\n");
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

    private ShellRun pulumi(String... commands) throws Exception {
        return shell("eval \"$(./twospeed env)\" && export PULUMI_SKIP_CONFIRMATIONS=true && "
                + String.join(" && ", commands));
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
