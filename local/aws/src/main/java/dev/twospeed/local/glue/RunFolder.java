package dev.twospeed.local.glue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What a run leaves behind. */
final class RunFolder {
    private RunFolder() {}

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
