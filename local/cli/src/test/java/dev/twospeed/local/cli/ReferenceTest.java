package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/reference.md says what commands, settings and outputs there are; with {@code -Dtwospeed.write.reference=true} it is written anew. */
class ReferenceTest {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));
    private static final List<String> PROJECTS = List.of(
            "Pulumi.yaml",
            "stacks/etl/Pulumi.yaml",
            "stacks/vector-db/Pulumi.yaml",
            "stacks/streaming-inference/Pulumi.yaml");
    private static final Map<String, String> OUTPUTS = Map.of(
            "Pulumi.yaml", "FoundationOutputs",
            "stacks/etl/Pulumi.yaml", "EtlOutputs",
            "stacks/vector-db/Pulumi.yaml", "VectorDbOutputs",
            "stacks/streaming-inference/Pulumi.yaml", "StreamingOutputs");
    private static final Pattern SETTING =
            Pattern.compile("(?m)^ {2}([\\w-]+:\\w+):\\n {4}type: (\\w+)\\n(?: {4}items:\\n {6}type: (\\w+)\\n)?"
                    + " {4}description: (.+)\\n(?: {4}default: (.*)\\n)?");
    private static final Pattern COMPONENT = Pattern.compile("Output<([^;{}]+?)> (\\w+)[,)]");
    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) ((?:.|\\n(?! \\* @param| \\*/))+)");

    @Test
    void shouldSayWhatThereIs_whenCommandsSettingsOrOutputsChange() throws IOException {
        var file = ROOT.resolve("docs/reference.md");
        var text = text();
        if (Boolean.getBoolean("twospeed.write.reference")) {
            Files.writeString(file, text);
        }

        assertThat(file)
                .as("%s; -Dtwospeed.write.reference=true writes it anew", file)
                .hasContent(text);
    }

    @Test
    void shouldMissNoSetting_whenItReadsAProject() throws IOException {
        for (var project : PROJECTS) {
            var config = config(project);
            var keys = config.lines()
                    .filter(line -> line.matches(" {2}[\\w-]+:\\w+:"))
                    .count();

            assertThat(SETTING.matcher(config).results().count())
                    .as(project)
                    .isEqualTo(keys)
                    .isPositive();
        }
    }

    private static String text() throws IOException {
        var text = new StringBuilder("""
                # Reference

                Commands, settings and outputs, from the program itself: `ReferenceTest` holds this page to it and writes it anew with
                `-Dtwospeed.write.reference=true`. What events and records hold is in [functions](functions.md), what rules there are in
                [policies](policies.md).

                # Commands
                """);
        commands(Main.commandLine())
                .forEach(command -> text.append("\n## ")
                        .append(command.getCommandSpec().qualifiedName())
                        .append("\n```\n")
                        .append(help(command))
                        .append("\n```\n"));
        text.append("""

                # Settings
                In `Pulumi.<environment>.yaml`, for all stacks in one file.
                """);
        for (var project : PROJECTS) {
            text.append("\n## Settings of ")
                    .append(label(project))
                    .append("\n| key | type | default | what |\n|---|---|---|---|\n");
            SETTING.matcher(config(project))
                    .results()
                    .forEach(setting -> text.append("| `%s` | %s | %s | %s |%n"
                            .formatted(
                                    setting.group(1),
                                    setting.group(3) == null
                                            ? setting.group(2)
                                            : setting.group(2) + " of " + setting.group(3),
                                    setting.group(5) == null
                                            ? ""
                                            : "`" + setting.group(5).replace("\"", "") + "`",
                                    plain(setting.group(4)))));
        }
        text.append("""

                # Outputs
                Of each stack, with a `contractVersion`. None is a secret.
                """);
        for (var project : PROJECTS) {
            var record = OUTPUTS.get(project);
            var source = Files.readString(
                    ROOT.resolve("stacks/common/src/main/java/dev/twospeed/stacks/common/" + record + ".java"));
            var notes = new HashMap<String, String>();
            PARAMETER
                    .matcher(source)
                    .results()
                    .forEach(note -> notes.put(
                            note.group(1),
                            note.group(2).replaceAll("\\n \\* *", " ").strip()));
            text.append("\n## Outputs of ").append(label(project)).append("\n| name | type | what |\n|---|---|---|\n");
            var components = source.substring(source.indexOf("public record"), source.indexOf(") {"));
            COMPONENT
                    .matcher(components + ")")
                    .results()
                    .forEach(output -> text.append("| `%s` | %s | %s |%n"
                            .formatted(
                                    output.group(2),
                                    output.group(1).replace("<", " of ").replace(">", ""),
                                    notes.getOrDefault(output.group(2), "")
                                            .replaceAll("\\{@code ((?:[^{}]|\\{[^}]*})+)}", "`$1`"))));
        }
        return text.toString();
    }

    private static String help(CommandLine command) {
        return command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        var below = command.getSubcommands().values().stream()
                .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
                .flatMap(ReferenceTest::commands);
        return Stream.concat(Stream.of(command), below);
    }

    private static String label(String project) {
        return project.equals("Pulumi.yaml")
                ? "foundation"
                : Path.of(project).getParent().getFileName().toString();
    }

    private static String config(String project) throws IOException {
        var text = Files.readString(ROOT.resolve(project));
        return text.substring(text.indexOf("\nconfig:\n") + 1);
    }

    private static String plain(String yaml) {
        var text = yaml.startsWith("\"") ? yaml.substring(1, yaml.length() - 1).replace("\\\"", "\"") : yaml;
        return text.replace("|", "\\|");
    }
}
