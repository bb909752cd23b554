package dev.twospeed.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end; its output is kept in memory. */
final class Command {
    private static final Path NOTHING = Path.of("/dev/null");

    private Command() {}

    /**
     * What a program answered.
     *
     * @param exit exit code, or -1 when it was stopped for taking too long
     * @param output stdout and stderr as they came
     */
    record Answer(int exit, String output) {
        boolean ok() {
            return exit == 0;
        }

        /** The last line that says something, for an error message. */
        String lastLine() {
            return output.lines().filter(line -> !line.isBlank()).reduce("no output", (first, second) -> second);
        }
    }

    /** Runs a program that is on PATH or given by its full path. */
    static Answer run(Duration limit, List<String> command) throws IOException {
        return run(limit, command, NOTHING);
    }

    /** The same with a file as its input. */
    static Answer run(Duration limit, List<String> command, Path input) throws IOException {
        var output = Files.createTempFile("twospeed", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            var ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            var text = Files.readString(output, StandardCharsets.ISO_8859_1);
            return new Answer(ended ? process.exitValue() : -1, text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command.get(0), e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    static List<String> line(List<String> prefix, String... rest) {
        var line = new ArrayList<>(prefix);
        line.addAll(List.of(rest));
        return line;
    }

    /** The full path of a program, looked for as a shell does. */
    static Optional<Path> onPath(String... names) {
        var folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(java.io.File.pathSeparator);
        for (var name : names) {
            for (var folder : folders) {
                var candidate = Path.of(folder).resolve(name);
                if (!folder.isBlank() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }
}
