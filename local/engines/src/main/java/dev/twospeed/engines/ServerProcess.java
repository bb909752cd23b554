package dev.twospeed.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Signals to a database server, be it our child or one that a killed JVM left behind. */
final class ServerProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ServerProcess() {}

    /**
     * The server named by a pid file, if it is still that server.
     *
     * @param pidFile its first line is a process id
     * @param data the data folder, which must be part of the command line: process ids are used again
     */
    static Optional<ProcessHandle> leftOver(Path pidFile, Path data) {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                    .filter(process -> commandLine(process).contains(data.toString()));
        } catch (IOException e) {
            return Optional.empty(); // no pid file, or half of one: nothing runs that we started
        }
    }

    private static String commandLine(ProcessHandle process) {
        var info = process.info();
        return info.commandLine()
                .orElseGet(() -> String.join(" ", info.arguments().orElse(new String[0])));
    }

    /** Sends a signal, waits for the end, and kills what does not obey. */
    static void stop(ProcessHandle process, String signal) {
        try {
            Command.run(PATIENCE, List.of("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(process.pid())));
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException | CompletionException | java.util.concurrent.ExecutionException e) {
            throw new EngineException(
                    "Stopping the database server with process id " + process.pid() + " failed: " + e, e);
        }
    }

    /** The last lines of a server's log, for an error message. */
    static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }
}
