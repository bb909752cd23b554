package dev.twospeed.local.pulumi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.local.cloud.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a stack program without resources on the real engine. */
class StackCommandIT {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));

    @TempDir
    Path folder;

    private final List<String> printed = new ArrayList<>();
    private PulumiSetting setting;
    private Path project;

    @BeforeEach
    void makeProject() throws Exception {
        var cli = PulumiCli.find(Environment.cache(), ROOT.resolve("tools/pulumi"), System.out::println);
        var home = Files.createDirectories(folder.resolve("a home"));
        var embedded = PulumiSetting.embedded(cli, ROOT, 1);
        LanguagePlugin.install(ROOT, home);
        var variables = new LinkedHashMap<>(embedded.variables());
        variables.put("PULUMI_HOME", home.toString());
        variables.put("PULUMI_BACKEND_URL", "file://" + Files.createDirectories(folder.resolve("a state")));
        setting = new PulumiSetting(cli, variables, embedded.folders(), embedded.hostsJava(), true);
        project = Files.createDirectories(folder.resolve("a project"));
        Files.writeString(
                project.resolve("Pulumi.yaml"), "name: tiny\nruntime: {name: java, options: {binary: program.jar}}\n");
        Files.writeString(project.resolve("Pulumi.t.yaml"), "config:\n  tiny:word: hello\n" + ProgramJar.salt());
    }

    private StackCommand stack() {
        return new StackCommand(setting, project, "t");
    }

    @Test
    void shouldDeployAndShowOutputs_whenProgramIsJar() throws Exception {
        program("ctx.export(\"said\", Output.of(ctx.config().require(\"word\") + \" \" + ctx.stackName()));");

        assertThat(stack().outputs()).isEmpty();
        assertThat(stack().up(printed::add)).isEqualTo("1 created");
        assertThat(stack().outputs().path("said").asText()).isEqualTo("hello t");
        assertThat(stack().preview(printed::add)).isEqualTo("1 unchanged");
        assertThat(stack().destroy(printed::add)).isEqualTo("1 deleted");
        assertThat(printed).noneMatch(line -> line.contains("warning"));
    }

    @Test
    void shouldSayWhatFailed_whenProgramFails() throws Exception {
        program("if (true) throw new IllegalStateException(\"no such taste\");");

        assertThatThrownBy(() -> stack().up(printed::add))
                .isInstanceOf(PulumiFailed.class)
                .hasMessageContaining("pulumi up -C " + project + " -s t failed:")
                .hasMessageContaining("no such taste");
    }

    @Test
    void shouldNameTheBuildCommand_whenJarIsMissing() {
        assertThatThrownBy(() -> stack().up(printed::add))
                .isInstanceOf(PulumiFailed.class)
                .hasMessageContaining("program.jar is missing: build it with mvn -B -DskipTests package");
    }

    @Test
    void shouldRunFromShell_whenItEvaluatedTheScript() throws Exception {
        program("ctx.export(\"said\", Output.of(\"hi\"));");
        var script = folder.resolve("env.sh");
        Files.writeString(script, new EnvironmentScript(System.getenv()).set(setting));

        var output =
                shell(". '" + script + "'; pulumi stack init t --no-select && pulumi up -s t --yes --skip-preview");

        assertThat(output).contains("1 created").doesNotContain("warning");
    }

    @Test
    void shouldDeployAgain_whenTheDeploymentBeforeWasKilled_butNotBesideIt() throws Exception {
        program(
                "try { Thread.sleep(600_000); } catch (InterruptedException e) { throw new IllegalStateException(e); }");
        var before = ProcessHandle.current().children().toList();
        var killed = CompletableFuture.supplyAsync(() -> {
            try {
                return stack().up(line -> {});
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        var locks = folder.resolve("a state/.pulumi/locks/organization/tiny/t");
        while (!killed.isDone() && !isFilled(locks)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }

        assertThatThrownBy(() -> stack().up(printed::add))
                .isInstanceOf(PulumiFailed.class)
                .hasMessageContaining("the stack is currently locked by 1 lock(s)");
        ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .filter(child -> child.info().command().orElse("").endsWith("/pulumi"))
                .forEach(ProcessHandle::destroyForcibly);
        assertThatThrownBy(killed::join).hasCauseInstanceOf(PulumiFailed.class);

        program("ctx.export(\"said\", Output.of(\"hi\"));");
        assertThat(stack().up(printed::add)).contains("1 created");
        assertThat(printed).contains("The process that locked the stack is no more: the lock is taken away");
    }

    private static boolean isFilled(Path locks) throws IOException {
        if (!Files.exists(locks)) {
            return false;
        }
        try (var files = Files.list(locks)) {
            return files.findAny().isPresent();
        }
    }

    private String shell(String commands) throws IOException, InterruptedException {
        var process = new ProcessBuilder("/bin/sh", "-c", commands)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private void program(String body) throws IOException {
        ProgramJar.make(
                project.resolve("program.jar"),
                "Program",
                "import com.pulumi.*; import com.pulumi.core.*; public class Program { public static void main(String[] a)"
                        + " { Pulumi.run(ctx -> { " + body + " }); } }",
                List.of());
    }
}
