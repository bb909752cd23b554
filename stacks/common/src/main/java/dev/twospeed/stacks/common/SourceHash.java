package dev.twospeed.stacks.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The hash of the sources that an artifact is built from.
 *
 * <p>The build runs this file by itself ({@code java SourceHash.java <root> <file> "<module> <module> …"}, so it uses nothing but
 * the JDK) and puts its answer into the artifact; a stack program computes it again and refuses an artifact that was built from
 * other sources.
 */
public final class SourceHash {
    /** Where an artifact keeps the hash of its sources. */
    public static final String ENTRY = "META-INF/twospeed/sources.properties";

    private static final List<String> PARTS = List.of("pom.xml", "src/main", "migrations", "queries", "scripts");

    private SourceHash() {}

    /**
     * Hashes names and contents of everything that goes into the modules: their poms, main sources, migrations, queries and
     * scripts, and the root pom.
     *
     * @param root the checkout
     * @param modules folders below it
     */
    public static String of(Path root, List<String> modules) throws IOException {
        var files = new TreeMap<String, Path>();
        add(root, root.resolve("pom.xml"), files);
        for (var module : modules) {
            for (var part : PARTS) {
                add(root, root.resolve(module).resolve(part), files);
            }
        }
        var digest = sha256();
        for (var file : files.entrySet()) {
            var content = Files.readAllBytes(file.getValue());
            // Name and length first: moving a byte from one file to the next is a change.
            digest.update((file.getKey() + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(Path root, Path start, TreeMap<String, Path> files) throws IOException {
        if (!Files.exists(start)) {
            return;
        }
        var found = new ArrayList<Path>();
        try (var tree = Files.walk(start)) {
            tree.filter(Files::isRegularFile).forEach(found::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (var file : found) {
            files.put(root.relativize(file).toString().replace('\\', '/'), file);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes the properties file of an artifact: {@code <root> <file> "<modules>"}. */
    public static void main(String[] args) throws IOException {
        var modules = args[2].strip();
        var file = Path.of(args[1]);
        var hash = of(Path.of(args[0]), List.of(modules.split("\\s+")));
        Files.createDirectories(file.toAbsolutePath().getParent());
        // No java.util.Properties: it writes the time of day, and the same sources must give the same bytes.
        Files.writeString(file, "modules=" + modules + "\nhash=" + hash + "\n");
    }
}
