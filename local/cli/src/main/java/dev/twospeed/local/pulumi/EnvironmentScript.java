package dev.twospeed.local.pulumi;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shell commands that point {@code pulumi} at an environment, and take that back.
 *
 * <p>What the shell had before is kept in variables of its own, so that it can be restored in any later command;
 * pointing twice is the same as pointing once.
 */
public final class EnvironmentScript {
    /** Names of the variables that are set, separated by blanks; present while a shell is pointed somewhere. */
    private static final String ACTIVE = "TWOSPEED_ENV_VARIABLES";

    private static final String ADDED_TO_PATH = "TWOSPEED_ENV_PATH";
    private static final String BEFORE = "TWOSPEED_ENV_BEFORE_";

    private final Map<String, String> shell;

    /** Scripts for a shell with these variables. */
    public EnvironmentScript(Map<String, String> shell) {
        this.shell = Map.copyOf(shell);
    }

    /** Points the shell at an environment. */
    public String set(PulumiSetting setting) {
        var lines = new ArrayList<String>();
        // A variable of an earlier pointing that is not part of this one.
        active().filter(name -> !setting.variables().containsKey(name)).forEach(name -> restore(name, lines));
        for (var variable : new TreeMap<>(setting.variables()).entrySet()) {
            var name = variable.getKey();
            if (shell.containsKey(name) && active().noneMatch(name::equals)) {
                lines.add(export(BEFORE + name, shell.get(name)));
            }
            lines.add(export(name, variable.getValue()));
        }
        lines.add(export(
                ACTIVE, String.join(" ", new TreeSet<>(setting.variables().keySet()))));
        lines.add(export(ADDED_TO_PATH, setting.pathPrefix()));
        var path = pathWithout();
        lines.add(export(
                "PATH", path.isEmpty() ? setting.pathPrefix() : setting.pathPrefix() + File.pathSeparator + path));
        return String.join("\n", lines) + "\n";
    }

    /** Takes it back. */
    public String unset() {
        var lines = new ArrayList<String>();
        active().forEach(name -> restore(name, lines));
        if (shell.containsKey(ADDED_TO_PATH)) {
            lines.add(export("PATH", pathWithout()));
            lines.add("unset " + ADDED_TO_PATH + " " + ACTIVE);
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private void restore(String name, List<String> lines) {
        var before = shell.get(BEFORE + name);
        if (before == null) {
            lines.add("unset " + name);
        } else {
            lines.add(export(name, before));
            lines.add("unset " + BEFORE + name);
        }
    }

    private Stream<String> active() {
        return Stream.of(shell.getOrDefault(ACTIVE, "").split(" ")).filter(name -> !name.isEmpty());
    }

    /** PATH without what was added by an earlier pointing; what its user added since stays. */
    private String pathWithout() {
        var added = List.of(shell.getOrDefault(ADDED_TO_PATH, "").split(File.pathSeparator));
        return Stream.of(shell.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty() && !added.contains(folder))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String export(String name, String value) {
        return "export " + name + "=" + ShellText.quote(value);
    }
}
