package dev.twospeed.stacks.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code docs/operations.md} and {@code docs/security.md} say of a stack, beside what its program declares. */
public final class Runbook {
    private static final Pattern SECTION = Pattern.compile("(?m)^### `([a-z0-9-]+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");

    private Runbook() {}

    /** Each alarm has a section below {@code ## Alarms of <stack>}, and each section an alarm. */
    public static void explainsAlarms(String stack, Collection<MockRun> runs) {
        assertThat(names(SECTION, "docs/operations.md", "Alarms of " + stack))
                .as("sections below '## Alarms of %s' in docs/operations.md", stack)
                .isEqualTo(declared("aws:cloudwatch/metricAlarm:MetricAlarm", runs));
    }

    /** Each role has a row below {@code ## Roles of <stack>}, and each row a role. */
    public static void explainsRoles(String stack, Collection<MockRun> runs) {
        assertThat(names(ROW, "docs/security.md", "Roles of " + stack))
                .as("rows below '## Roles of %s' in docs/security.md", stack)
                .isEqualTo(declared("aws:iam/role:Role", runs));
    }

    private static TreeSet<String> declared(String type, Collection<MockRun> runs) {
        return runs.stream()
                .flatMap(run -> run.resources(type).stream())
                .map(MockRun.Registered::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> names(Pattern pattern, String document, String title) {
        try {
            var text = Files.readString(
                    Path.of(System.getProperty("twospeed.root")).resolve(document));
            var start = text.indexOf("\n## " + title + "\n");
            if (start < 0) {
                return new TreeSet<>();
            }
            var end = text.indexOf("\n## ", start + 1);
            return pattern.matcher(text.substring(start, end < 0 ? text.length() : end))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
