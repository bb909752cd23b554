package dev.twospeed.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Set;

/**
 * The built checkout once more, in a folder with a space in its name and without state, so that a test may deploy and
 * kill as it likes.
 */
public final class CheckoutCopy implements AutoCloseable {
    private static final Set<String> LEFT_OUT =
            Set.of(".git", ".twospeed", "it", "surefire", "surefire-reports", "failsafe-reports", "test-classes");

    private final Path root;

    private CheckoutCopy(Path root) {
        this.root = root;
    }

    /** Makes a copy for a test of this name. */
    public static CheckoutCopy make(String test) {
        return make(test, LEFT_OUT);
    }

    /** Makes a copy of what is not built. */
    static CheckoutCopy ofSources(String test) {
        return make(test, Set.of(".git", ".twospeed", "target"));
    }

    private static CheckoutCopy make(String test, Set<String> leftOut) {
        var original = Path.of(System.getProperty("twospeed.root"));
        var root = original.resolve("local/cli/target/it").resolve(test + " checkout");
        try {
            delete(root);
            Files.walkFileTree(original, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    if (leftOut.contains(folder.getFileName().toString()) || folder.endsWith("target/engines")) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    Files.createDirectories(root.resolve(original.relativize(folder)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    // Not links: a build in the copy would write through them.
                    Files.copy(file, root.resolve(original.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The checkout could not be copied to " + root, e);
        }
        return new CheckoutCopy(root);
    }

    /** Its root. */
    public Path root() {
        return root;
    }

    /** Tells its launcher that there is nothing to build. */
    public void markBuilt() throws IOException {
        Files.write(root.resolve("local/cli/target/built"), new byte[0]);
    }

    @Override
    public void close() {
        try {
            delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException("The copy of the checkout in " + root + " could not be deleted", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
