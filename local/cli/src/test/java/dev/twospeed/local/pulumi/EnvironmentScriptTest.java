package dev.twospeed.local.pulumi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentScriptTest {
    private static final PulumiSetting SETTING = setting("/it's here/bin", "12");

    private static PulumiSetting setting(String folder, String port) {
        return new PulumiSetting(
                new PulumiCli(Path.of(folder, "pulumi")),
                Map.of("PULUMI_HOME", "/a b/home", "PULUMI_DEBUG_PROVIDERS", "aws:" + port),
                List.of(Path.of(folder)),
                false,
                true);
    }

    private static final Map<String, String> SHELL = Map.of("PATH", "/usr/bin:/bin", "PULUMI_HOME", "/my $HOME 'x'");

    @Test
    void shouldSetVariablesAndPath_whenEvaluated() throws Exception {
        var after = evaluate(SHELL, new EnvironmentScript(SHELL).set(SETTING));

        assertThat(after)
                .containsEntry("PULUMI_HOME", "/a b/home")
                .containsEntry("PULUMI_DEBUG_PROVIDERS", "aws:12")
                .containsEntry("PATH", "/it's here/bin:/usr/bin:/bin");
    }

    @Test
    void shouldRestoreEverything_whenUnset() throws Exception {
        var during = evaluate(SHELL, new EnvironmentScript(SHELL).set(SETTING));

        assertThat(evaluate(during, new EnvironmentScript(during).unset())).containsExactlyInAnyOrderEntriesOf(SHELL);
    }

    @Test
    void shouldRestoreEverything_whenSetTwiceAndPathChangedBetween() throws Exception {
        var once = evaluate(SHELL, new EnvironmentScript(SHELL).set(SETTING));
        once.merge("PATH", "/mine", (path, mine) -> mine + ":" + path);
        var twice = evaluate(once, new EnvironmentScript(once).set(setting("/elsewhere", "13")));

        assertThat(twice)
                .containsEntry("PULUMI_DEBUG_PROVIDERS", "aws:13")
                .containsEntry("PATH", "/elsewhere:/mine:/usr/bin:/bin");
        assertThat(evaluate(twice, new EnvironmentScript(twice).unset()))
                .containsEntry("PATH", "/mine:/usr/bin:/bin")
                .containsEntry("PULUMI_HOME", "/my $HOME 'x'")
                .hasSize(2);
    }

    @Test
    void shouldPrintNothing_whenUnsetWithoutSet() {
        assertThat(new EnvironmentScript(SHELL).unset()).isEmpty();
    }

    /** What a shell with these variables has after it ran the script. */
    private static Map<String, String> evaluate(Map<String, String> before, String script)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder("/bin/sh", "-c", script + "exec /usr/bin/env -0");
        builder.environment().clear();
        builder.environment().putAll(before);
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var after = new HashMap<String, String>();
        for (var variable : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\0")) {
            var pair = variable.split("=", 2);
            after.put(pair[0], pair[1]);
        }
        assertThat(process.waitFor()).isZero();
        // What a shell sets by itself.
        after.keySet().removeAll(List.of("PWD", "OLDPWD", "_", "SHLVL"));
        return after;
    }
}
