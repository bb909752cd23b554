package dev.twospeed.local.glue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What a run leaves behind. */
final class RunFolder {
    private RunFolder() {}

    /** Deletes what the run wrote to its logs: CloudWatch would not have taken it. */
    static void loseLogs(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(SparkProcess.OUTPUT));
            Files.deleteIfExists(folder.resolve(SparkProcess.ERRORS));
        } catch (IOException e) {
            throw new UncheckedIOException("The logs in " + folder + " could not be deleted", e);
        }
    }

    /** Deletes what only the running job needed; its logs stay. */
    static void tidy(Path folder) {
        var temporary = folder.resolve("tmp");
        if (!Files.isDirectory(temporary)) {
            return;
        }
        try (var files = Files.walk(temporary)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Left to the operating system: the run's result does not depend on it.
            return;
        }
    }
}
