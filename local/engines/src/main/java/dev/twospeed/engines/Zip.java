package dev.twospeed.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipFile;

/** Unpacks part of an archive. */
final class Zip {
    private Zip() {}

    /**
     * Unpacks the entries for which {@code place} gives a relative path; an empty answer skips one.
     *
     * @throws IOException also for an entry that would land outside {@code target}
     */
    static void unpack(Path archive, Path target, Function<String, Optional<String>> place) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                var relative = entry.isDirectory() ? Optional.<String>empty() : place.apply(entry.getName());
                if (relative.isEmpty()) {
                    continue;
                }
                var file = target.resolve(relative.get()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException(archive + " holds an entry outside its folder: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                try (var content = zip.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
    }
}
