package dev.twospeed.local.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** Each command that a document shows is understood, and is run by a test: what {@link Reader} types in integration tests. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));
    private static final Path TESTS = ROOT.resolve("local/cli/src/test/java");
    private static final Pattern OURS = Pattern.compile("\\./twospeed ((?:\"[^\"]*\"|[^\n;&|)\"])*)");
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|[^\\s\"]+");
    private static final Pattern OUTPUT = Pattern.compile("(?ms)^ *```text$.*?^ *```$");
    private static final String LITERAL = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern TYPED =
            Pattern.compile("\\.(?:types|does|watches|having)\\(\\s*" + LITERAL + "(?:\\s*\\+\\s*" + LITERAL + ")*");

    /** What no test of this build can run, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            ".ci/run", "runs all tests",
            "mvn -B -DskipTests package", "begins mvn verify; the launcher runs it with -q where a jar is stale",
            "./twospeed bench --quick", "measures for ten minutes",
            "./twospeed bench --quick --docs", "measures for ten minutes",
            "./twospeed bench", "measures for an hour",
            "./twospeed bench --only recall,start --out target/bench", "measures for minutes",
            "./twospeed policy --account", "asks a real account",
            "aws iam create-policy --policy-name twospeed-dev-deploy-etl --policy-document file://etl.json",
                    "asks a real account");

    @Test
    void shouldBeUnderstood_whereADocumentShowsACommand() throws IOException {
        var wrong = new ArrayList<String>();
        var count = 0;
        var commandLine = Main.commandLine();
        for (var command : new Documents(ROOT).commands()) {
            for (var ours : ours(command.text())) {
                count++;
                try {
                    commandLine.parseArgs(words(ours));
                } catch (ParameterException e) {
                    wrong.add(command + ": " + e.getMessage());
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(100);
    }

    @Test
    void shouldBeRunByATest_whereADocumentShowsACommand() throws IOException {
        var run = typed();
        // The demo in full size, after all tests.
        run.addAll(Files.readAllLines(ROOT.resolve(".ci/run")));

        assertThat(new Documents(ROOT).commands())
                .filteredOn(command -> !run.contains(command.filledIn()) && !NOT_RUN.containsKey(command.filledIn()))
                .as("what no test runs: let a test's Reader type it, see DocumentsIT")
                .isEmpty();
    }

    @Test
    void shouldStandInADocument_whatTestsTypeOrLeaveOut() throws IOException {
        var documented = new Documents(ROOT)
                .commands().stream().map(Documents.Command::filledIn).collect(toSet());

        assertThat(documented).containsAll(typed()).containsAll(NOT_RUN.keySet());
    }

    /** Or a command could be lost on the way from a document to its test. */
    @Test
    void shouldFindACommandInEachLine_ofBlocks() throws IOException {
        for (var name : new Documents(ROOT).names()) {
            var text = Files.readString(ROOT.resolve(name));
            var found = Documents.commands(name, text);
            var looksLikeOne = " *(\\./twospeed|eval|pulumi|mvn|curl|sed) .*";

            assertThat(OUTPUT.matcher(text).replaceAll("").lines().filter(line -> line.matches(looksLikeOne)))
                    .as(name)
                    .hasSameSizeAs(found.stream()
                            .filter(command -> command.text().matches(looksLikeOne + "|for .*"))
                            .toList());
        }
    }

    @Test
    void shouldReadAsAShellDoes_whatStandsInABlock() {
        var document = """
                See `./twospeed nothing`.
                ```sh
                ./twospeed stop   # now
                # ./twospeed start

                ./twospeed sql "count(*)" --env <env>
                curl a \\
                  b
                for x in 1 2; do
                  ./twospeed run $x
                done
                ```
                ```text
                said
                ```
                """;

        assertThat(Documents.commands("README.md", document))
                .extracting(Documents.Command::text)
                .containsExactly(
                        "./twospeed stop",
                        "./twospeed sql \"count(*)\" --env <env>",
                        "curl a b",
                        "for x in 1 2; do ./twospeed run $x; done");
        assertThatThrownBy(() -> Documents.commands("README.md", "```\n./twospeed stop\n```"))
                .hasMessageContaining("README.md:1: the block does not say what is in it");
        assertThatThrownBy(() -> Documents.commands("README.md", "```text\n\n    ./twospeed stop\n```"))
                .hasMessageContaining("README.md:3: commands stand in blocks that begin with ```sh");
    }

    @Test
    void shouldFillInEnvironmentsAndNamesOnly() {
        assertThat(Stream.of(
                                "./twospeed cost --env <env> --json",
                                "./twospeed run etl --env development",
                                "pulumi up -s dev",
                                "./twospeed models activate <version> --env prod",
                                "./twospeed replay --since <time>",
                                "./twospeed bench --out /tmp/bench")
                        .map(Documents::filledIn))
                .containsExactly(
                        "./twospeed cost --json",
                        "./twospeed run etl --env development",
                        "pulumi up -s local",
                        "./twospeed models activate VERSION",
                        "./twospeed replay --since TIME",
                        "./twospeed bench --out target/bench");
    }

    /** What readers type, from the sources of tests. */
    private static Set<String> typed() throws IOException {
        var typed = new HashSet<String>();
        try (var files = Files.walk(TESTS)) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                TYPED.matcher(Files.readString(file)).results().forEach(call -> typed.add(literal(call.group())));
            }
        }
        return typed;
    }

    private static String literal(String call) {
        var text = new StringBuilder();
        Pattern.compile(LITERAL)
                .matcher(call)
                .results()
                .forEach(part -> text.append(part.group(1).replaceAll("\\\\(.)", "$1")));
        return text.toString();
    }

    private static List<String> ours(String command) {
        return OURS.matcher(command)
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }

    /** As a shell splits them, up to a redirection; a place that the reader fills in is a word. */
    private static String[] words(String command) {
        var filledIn = command.replaceAll("<(\\w+)>", "$1")
                .replaceAll("(?<=--since )time", "2026-01-31T12:00:00Z")
                .replaceAll(" [<>] .*", "");
        return WORD.matcher(filledIn)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .toArray(String[]::new);
    }
}
