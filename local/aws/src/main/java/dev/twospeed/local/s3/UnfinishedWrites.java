package dev.twospeed.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Remembers, also over a crash, which objects are being written, so that their temporary files never show. */
final class UnfinishedWrites {
    private static final Pattern SUFFIX =
            Pattern.compile("-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Path journal;
    private final Set<Write> running = ConcurrentHashMap.newKeySet();

    private record Write(UUID id, String bucket, String key) {}

    private UnfinishedWrites(Path journal) {
        this.journal = journal;
    }

    /** Opens the journal and removes what the writes of a killed process left in the buckets. */
    static UnfinishedWrites open(Path journal, Path buckets) throws IOException {
        Files.createDirectories(journal);
        try (var entries = Files.list(journal)) {
            for (var entry : entries.toList()) {
                sweep(entry, buckets);
                Files.delete(entry);
            }
        }
        return new UnfinishedWrites(journal);
    }

    private static void sweep(Path entry, Path buckets) throws IOException {
        List<String> lines = Files.readAllLines(entry);
        if (lines.size() != 2) {
            return; // killed while noting the write: nothing was written yet
        }
        var object = buckets.resolve(lines.get(0)).resolve(lines.get(1)).normalize();
        var begun = Files.getLastModifiedTime(entry);
        var parent = object.getParent();
        if (parent == null || !object.startsWith(buckets) || !Files.isDirectory(parent)) {
            return;
        }
        var name = object.getFileName().toString();
        try (var siblings = Files.list(parent)) {
            for (var sibling : siblings.toList()) {
                if (isTemporary(sibling.getFileName().toString(), name) && notBefore(sibling, begun)) {
                    Files.deleteIfExists(sibling);
                }
            }
        }
    }

    private static boolean notBefore(Path file, FileTime begun) throws IOException {
        try {
            return Files.getLastModifiedTime(file).compareTo(begun) >= 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isTemporary(String name, String of) {
        return name.length() == of.length() + 37
                && name.startsWith(of)
                && SUFFIX.matcher(name.substring(of.length())).matches();
    }

    /** Notes a write until the returned handle is closed. */
    Running begin(String bucket, String key) {
        var write = new Write(UUID.randomUUID(), bucket, key);
        var entry = journal.resolve(write.id().toString());
        var journalled = key.indexOf('\n') < 0;
        try {
            if (journalled) {
                Files.writeString(entry, bucket + "\n" + key + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing s3://" + bucket + "/" + key + " could not be noted in " + entry, e);
        }
        running.add(write);
        return () -> {
            running.remove(write);
            try {
                Files.deleteIfExists(entry);
            } catch (IOException e) {
                throw new UncheckedIOException("The note of a finished write could not be deleted: " + entry, e);
            }
        };
    }

    /** Whether a name has the form of a temporary file, as other names may by chance. */
    static boolean mayBeTemporary(String key) {
        return key.length() > 37
                && SUFFIX.matcher(key.substring(key.length() - 37)).matches();
    }

    /** Whether a listed name is the temporary file of a write that still runs. */
    boolean hides(String bucket, String key) {
        for (var write : running) {
            if (write.bucket().equals(bucket) && isTemporary(key, write.key())) {
                return true;
            }
        }
        return false;
    }

    /** A write under way. */
    interface Running extends AutoCloseable {
        @Override
        void close();
    }
}
