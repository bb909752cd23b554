package dev.twospeed.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shell commands that documents show: what stands in their blocks of {@code sh}, and in the examples of each command. */
final class Documents {
    private static final Pattern FENCE = Pattern.compile(" *```(\\w*) *");
    /** What programs print and helps say, but for the examples that end each help. */
    private static final String HELPS = "docs/reference.md";

    private static final Pattern ELSEWHERE = Pattern.compile("( {4}|\\t| *\\$ )(\\./twospeed|pulumi|mvn) .*");
    private static final Pattern COMMENT = Pattern.compile("(?:^| +)#( .*|$)");

    private final Path root;

    /**
     * A command as it is written, its lines joined and without a comment.
     *
     * @param document relative to the checkout
     * @param line where it begins, from 1
     */
    record Command(String document, int line, String text) {
        /** What is run for it: the same for each environment, and with words for what only a run knows. */
        String filledIn() {
            return Documents.filledIn(text);
        }

        @Override
        public String toString() {
            return document + ":" + line + ": " + text;
        }
    }

    Documents(Path root) {
        this.root = root;
    }

    /** All commands, in the order of the documents. */
    List<Command> commands() throws IOException {
        var found = new ArrayList<Command>();
        for (var document : all()) {
            found.addAll(commands(root.relativize(document).toString(), Files.readString(document)));
        }
        return found;
    }

    /** The documents that have commands, relative to the checkout. */
    List<String> names() throws IOException {
        return all().stream().map(root::relativize).map(Path::toString).toList();
    }

    /**
     * The commands of a document.
     *
     * @throws IllegalStateException where a block does not say what is in it, or a command stands outside of one
     */
    static List<Command> commands(String name, String document) {
        var found = new ArrayList<Command>();
        var lines = document.lines().toList();
        var begun = new StringBuilder();
        String language = null;
        var example = false;
        var start = 0;
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var fence = FENCE.matcher(line);
            if (fence.matches()) {
                language = language == null ? language(name, i + 1, fence.group(1)) : null;
                example = false;
            } else if (language == null || language.equals("text")) {
                if (example) {
                    found.add(new Command(name, i + 1, line.strip()));
                } else if (ELSEWHERE.matcher(line).matches()) {
                    throw new IllegalStateException(name + ":" + (i + 1)
                            + ": commands stand in blocks that begin with ```sh, where a test looks for them: " + line);
                }
                example = example || name.equals(HELPS) && line.equals("Examples:");
            } else if (language.equals("sh")) {
                start = begun.isEmpty() ? i + 1 : start;
                add(begun, COMMENT.matcher(line).replaceFirst("").strip());
                if (isWhole(begun)) {
                    found.add(new Command(name, start, begun.toString()));
                    begun.setLength(0);
                }
            }
        }
        return found.stream().filter(command -> !command.text().isEmpty()).toList();
    }

    private static void add(StringBuilder begun, String line) {
        if (begun.length() > 0 && begun.charAt(begun.length() - 1) == '\\') {
            begun.setLength(begun.length() - 1);
        } else if (begun.length() > 0) {
            begun.append(begun.toString().endsWith(" do") ? " " : "; ");
        }
        begun.append(line);
    }

    private static boolean isWhole(StringBuilder begun) {
        var text = begun.toString();
        return !text.endsWith("\\") && (!text.startsWith("for ") || text.endsWith("; done"));
    }

    private static String language(String name, int line, String language) {
        if (language.isEmpty() && name.equals(HELPS)) {
            return "text";
        }
        if (!List.of("sh", "text", "json", "java").contains(language)) {
            throw new IllegalStateException(name + ":" + line
                    + ": the block does not say what is in it: begin it with ```sh for commands, ```text for output");
        }
        return language;
    }

    static String filledIn(String command) {
        return command.replaceAll("^mvn (?!-B )", "mvn -B ")
                .replaceAll("^TWOSPEED_MYSQL_PASSWORD=… ", "")
                .replaceAll("(?<=^| )(\\./twospeed .*?) --env (<env>|dev|prod|local)(?= |$)", "$1")
                .replaceAll("(?<= -s )(dev|prod)(?=[ )]|$)", "local")
                .replaceAll("<version>|\\b\\d{8}T\\d{6}Z-[0-9a-f]{8}\\b", "VERSION")
                .replaceAll("<time>|\\b2026-01-31T12:00:00Z\\b", "TIME")
                .replace(" /tmp/", " target/");
    }

    private List<Path> all() throws IOException {
        var found = new ArrayList<Path>();
        for (var name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
            found.add(root.resolve(name));
        }
        for (var folder : List.of("docs", "stacks", "policies", "sql")) {
            try (var files = Files.walk(root.resolve(folder))) {
                documents(files).forEach(found::add);
            }
        }
        return found;
    }

    private Stream<Path> documents(Stream<Path> files) {
        return files.filter(file -> file.toString().endsWith(".md"))
                .filter(file -> !root.relativize(file).toString().contains("/target/"))
                .sorted();
    }
}
