package dev.twospeed.engines;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder of downloads and builds that all checkouts of a user share.
 *
 * <p>An entry is filled aside and moved into place at once, under a file lock: it is whole or absent, also when two
 * processes want it at the same moment or one is killed halfway.
 */
public final class Cache {
    private static final Object WITHIN_THIS_JVM = new Object();
    private final Path folder;

    /** @param folder where it is, or will be */
    public Cache(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The user's cache: {@code TWOSPEED_CACHE}, else {@code XDG_CACHE_HOME/twospeed}, else {@code ~/.cache/twospeed}. */
    public static Cache ofUser() {
        return new Cache(folder(System.getenv()));
    }

    static Path folder(Map<String, String> environment) {
        var given = given(environment, "TWOSPEED_CACHE");
        if (given != null) {
            return Path.of(given);
        }
        var shared = given(environment, "XDG_CACHE_HOME");
        var base = shared == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
        return base.resolve("twospeed");
    }

    private static @Nullable String given(Map<String, String> environment, String name) {
        var value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /**
     * The folder of an entry, filled first if it is absent.
     *
     * @param entry a name with the version in it, such as {@code postgresql-16.14}
     * @throws EngineException when the cache cannot be written, or whatever {@code fill} throws
     */
    public Path entry(String entry, Fill fill) {
        var place = folder.resolve(entry);
        if (Files.isDirectory(place)) {
            return place;
        }
        synchronized (WITHIN_THIS_JVM) {
            try {
                Files.createDirectories(folder);
                var open = new StandardOpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.WRITE};
                try (var channel = FileChannel.open(folder.resolve(entry + ".lock"), open);
                        var lock = channel.lock()) {
                    if (!Files.isDirectory(place)) {
                        fillAside(place, fill);
                    }
                }
                return place;
            } catch (IOException e) {
                throw new EngineException(
                        "Filling " + place + " failed: " + e
                                + ". Free some space there, or set TWOSPEED_CACHE to a folder that can be written.",
                        e);
            }
        }
    }

    private static void fillAside(Path place, Fill fill) throws IOException {
        var aside = place.resolveSibling(place.getFileName() + ".partial");
        deleteTree(aside); // left by a process that was killed; the lock is ours
        Files.createDirectories(aside);
        try {
            fill.into(aside);
            try {
                Files.move(aside, place, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(aside, place);
            }
        } finally {
            deleteTree(aside);
        }
    }

    /** Deletes a folder with all it holds, if it is there. */
    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Fills an entry. */
    @FunctionalInterface
    public interface Fill {
        /** Writes the whole content of an entry into an empty folder. */
        void into(Path folder) throws IOException;
    }
}
