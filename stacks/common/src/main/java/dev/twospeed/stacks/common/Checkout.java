package dev.twospeed.stacks.common;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The checkout that a program was started from: where config files and built artifacts lie. */
public record Checkout(Path root) {
    private static final String MARK = "stacks/common/pom.xml";
    private static final String BUILD = "build it with `mvn -B -DskipTests package` in the project's root";

    /** The nearest folder, from the working directory upwards, that holds the stacks; or the property {@code twospeed.root}. */
    public static Checkout find() {
        var given = System.getProperty("twospeed.root");
        if (given != null) {
            return new Checkout(Path.of(given));
        }
        var start = Path.of("").toAbsolutePath();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(MARK))) {
                return new Checkout(folder);
            }
        }
        throw Faults.sentence("Looking for the project's root from " + start + " upwards: no folder there has " + MARK
                + "; run pulumi inside the checkout.");
    }

    /**
     * A built artifact, checked against the sources as they are now.
     *
     * @param path below the root
     * @throws com.pulumi.exceptions.RunException if it is missing or was built from other sources
     */
    public Path artifact(String path) {
        var file = root.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw Faults.sentence(path + " is missing: " + BUILD + ".");
        }
        try (var zip = new ZipFile(file.toFile())) {
            var entry = zip.getEntry(SourceHash.ENTRY);
            if (entry == null) {
                throw Faults.sentence(path + " does not say what it was built from: " + BUILD + ".");
            }
            try (var content = zip.getInputStream(entry)) {
                requireFresh(path, content);
            }
        } catch (ZipException e) {
            throw Faults.sentence(path + " is no complete archive (" + e.getMessage() + "): " + BUILD + ".");
        } catch (IOException e) {
            throw Faults.sentence("Reading " + path + " failed (" + e.getMessage() + "): " + BUILD + ".");
        }
        return file;
    }

    /** A source file that is deployed as it is, for example a script. */
    public Path source(String path) {
        var file = root.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw Faults.sentence(path + " is missing: the checkout is incomplete; restore it with git.");
        }
        return file;
    }

    /** The content of a source file. */
    public String text(String path) {
        try {
            return Files.readString(source(path));
        } catch (IOException e) {
            throw Faults.sentence("Reading " + path + " failed: " + e.getMessage() + ".");
        }
    }

    /** The hash of the sources of some modules, as they are now. */
    public String sourcesHash(String... modules) {
        try {
            return SourceHash.of(root, List.of(modules));
        } catch (IOException e) {
            throw Faults.sentence(
                    "Reading the sources of " + String.join(", ", modules) + " failed: " + e.getMessage() + ".");
        }
    }

    /** Refuses to run a program whose own code was built from other sources. */
    void requireFresh(Class<?> program) {
        try {
            var code = Path.of(
                    program.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isRegularFile(code)) {
                artifact(code.startsWith(root) ? root.relativize(code).toString() : code.toString());
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("finding the jar of " + program.getName(), e);
        }
    }

    private void requireFresh(String path, InputStream content) throws IOException {
        var sources = new Properties();
        sources.load(content);
        var modules = List.of(sources.getProperty("modules", "").strip().split("\\s+"));
        if (!SourceHash.of(root, modules).equals(sources.getProperty("hash"))) {
            throw Faults.sentence(path + " was not built from the sources as they are now ("
                    + String.join(", ", modules) + " or pom.xml changed): " + BUILD + ".");
        }
    }
}
