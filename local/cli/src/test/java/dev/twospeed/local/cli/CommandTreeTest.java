package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What holds for every command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandTreeTest {
    /** What Pulumi prints, scripts, files or one sentence: no printed results that a program would take apart. */
    private static final Set<String> WITHOUT_RESULTS = Set.of(
            "twospeed",
            "twospeed start",
            "twospeed stop",
            "twospeed env",
            "twospeed up",
            "twospeed preview",
            "twospeed destroy",
            "twospeed completion",
            "twospeed console", // a page
            "twospeed bench", // its results are a JSON file anyway
            "twospeed model",
            "twospeed model train",
            "twospeed model recommend");

    @ParameterizedTest
    @MethodSource("commands")
    void shouldExplainItself_withExamplesAndExitCodes(CommandLine command) {
        var help = command.getUsageMessage(Ansi.OFF);

        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(command.getCommandSpec().usageMessage().footer())
                .isNotEmpty()
                .allMatch(help::contains);
        assertThat(help).contains("Examples:", "Exit codes:", "--help", "--debug", "--quiet", "--verbose");
        command.getCommandSpec()
                .options()
                .forEach(option -> assertThat(option.description())
                        .as(option.longestName())
                        .isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldGiveExamplesThatItUnderstands(CommandLine command) {
        var name = command.getCommandSpec().qualifiedName();
        var examples = Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .map(String::strip)
                .filter(line -> line.startsWith("./twospeed"))
                .toList();

        for (var example : examples) {
            if (!name.equals("twospeed") && !name.equals("twospeed model")) {
                assertThat("twospeed" + example.substring("./twospeed".length()))
                        .startsWith(name);
            }
            // Parses: throws what is wrong with it.
            assertThat(Main.commandLine().parseArgs(words(example).toArray(String[]::new)))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldSpeakJson_whenItPrintsResults(CommandLine command) {
        var name = command.getCommandSpec().qualifiedName();

        assertThat(command.getCommandSpec().findOption("--json") != null)
                .as(name)
                .isNotEqualTo(WITHOUT_RESULTS.contains(name));
    }

    @Test
    void shouldCompleteEveryCommand_inAShell() throws Exception {
        var out = new StringWriter();

        assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute("completion"))
                .isZero();

        assertThat(out.toString()).contains("inspect", "--orders", "complete -F _complete_twospeed");
        var shell = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var script = shell.outputWriter()) {
            script.write(out.toString());
        }
        assertThat(shell.inputReader().lines()).isEmpty();
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void shouldKnowThatItIsToBeQuiet_beforeOrAfterACommand() {
        for (var line : List.of("-q up", "up --quiet", "model -q inspect --model m", "up")) {
            var main = Main.commandLine();
            main.parseArgs(line.split(" ", -1));

            assertThat(Main.isQuiet(main.getSubcommands().get("up").getCommandSpec()))
                    .as(line)
                    .isEqualTo(line.contains("q"));
        }
    }

    @Test
    void shouldPrintNoEscapes_whenThereIsNoTerminal() {
        var err = new StringWriter();

        assertThat(Main.commandLine().setErr(new PrintWriter(err, true)).execute("up", "nowhere"))
                .isEqualTo(1);

        assertThat(err.toString()).startsWith("twospeed: There is no stack").doesNotContain("\u001b");
    }

    /** The words of a command line after its first, as a shell sees them up to a redirection. */
    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        for (var part : line.replaceAll(" [<>].*", "").split("\"", -1)) {
            if (words.isEmpty() || line.indexOf('"' + part + '"') < 0) {
                words.addAll(Arrays.stream(part.strip().split(" +"))
                        .filter(word -> !word.isEmpty())
                        .toList());
            } else {
                words.add(part);
            }
        }
        return words.subList(1, words.size());
    }

    static Stream<CommandLine> commands() {
        return all(Main.commandLine());
    }

    private static Stream<CommandLine> all(CommandLine command) {
        var below = command.getSubcommands().values().stream()
                .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
                .flatMap(CommandTreeTest::all);
        return Stream.concat(Stream.of(command), below);
    }
}
