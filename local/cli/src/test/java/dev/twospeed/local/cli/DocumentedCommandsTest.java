package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** The commands in documents are ones that the command line understands, with options that it has. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern COMMAND = Pattern.compile("\\./twospeed ([a-z](?:\"[^\"]*\"|[^`\n#;&|)\"])*)");
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|[^\\s\"]+");

    @Test
    void shouldBeUnderstood_whereADocumentShowsACommand() throws IOException {
        var wrong = new ArrayList<String>();
        var count = 0;
        for (var document : documents()) {
            for (var command : commands(Files.readString(document))) {
                count++;
                try {
                    Main.commandLine().parseArgs(words(command));
                } catch (ParameterException e) {
                    wrong.add(ROOT.relativize(document) + ": ./twospeed " + command + ": " + e.getMessage());
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(40);
    }

    @Test
    void shouldSeeACommand_inABlock() {
        assertThat(
                        commands(
                                "See `./twospeed nothing`.\n```sh\n./twospeed stop   # now\n./twospeed sql \"count(*)\" --env <env>\n```\n"))
                .containsExactly("stop", "sql \"count(*)\" --env <env>");
    }

    private static List<String> commands(String document) {
        var found = new ArrayList<String>();
        CODE.matcher(document)
                .results()
                .flatMap(code -> COMMAND.matcher(code.group()).results())
                .forEach(command -> found.add(command.group(1).strip()));
        return found;
    }

    /** As a shell splits them, up to a redirection; a place that the reader fills in is a word. */
    private static String[] words(String command) {
        var filledIn = command.replaceAll("[<\\[]([^<>\\[\\]]+)[>\\]]", "$1")
                .replaceAll("\\bN\\b", "1")
                .replaceAll("(?<=--since )(time|TIME)", "2026-01-31T12:00:00Z")
                .replaceAll(" [<>] .*", "");
        return WORD.matcher(filledIn)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .filter(word -> !word.equals("…"))
                .toArray(String[]::new);
    }

    private static List<Path> documents() throws IOException {
        var found = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        for (var folder : List.of("docs", "stacks", "policies")) {
            try (var files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .filter(file ->
                                !file.endsWith("docs/reference.md")) // its examples are parsed with their commands
                        .forEach(found::add);
            }
        }
        return found;
    }
}
