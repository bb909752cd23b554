package dev.twospeed.local.pulumi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A stack program of a few lines, compiled and packed as the stacks are. */
final class ProgramJar {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));

    private ProgramJar() {}

    /**
     * Makes a jar whose class path is that of this test.
     *
     * @param main the name of the class that {@code source} declares
     * @param more what is on the class path besides
     */
    static void make(Path jar, String main, String source, List<Path> more) throws IOException {
        var folder = Files.createTempDirectory("program");
        var file = folder.resolve(main.substring(main.lastIndexOf('.') + 1) + ".java");
        Files.writeString(file, source);
        var classpath = Stream.concat(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(Path::of),
                        more.stream())
                .toList();
        var joined = classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-cp", joined, "-d", folder.toString(), file.toString()))
                .isZero();
        var manifest = folder.resolve("manifest");
        var entries = classpath.stream().map(entry -> entry.toUri().toString()).collect(Collectors.joining(" "));
        Files.writeString(manifest, "Main-Class: " + main + "\n" + wrapped("Class-Path: " + entries) + "\n");
        Files.delete(file);
        var tool = java.util.spi.ToolProvider.findFirst("jar").orElseThrow();
        assertThat(tool.run(
                        System.out,
                        System.err,
                        "cfm",
                        jar.toString(),
                        manifest.toString(),
                        "-C",
                        folder.toString(),
                        "."))
                .isZero();
    }

    /** The committed salt, which goes with the passphrase: a stack that finds it changes no file. */
    static String salt() throws IOException {
        return Files.readAllLines(ROOT.resolve("Pulumi.local.yaml")).stream()
                .filter(line -> line.startsWith("encryptionsalt:"))
                .findFirst()
                .orElseThrow();
    }

    /** A manifest line is at most 72 bytes long, and goes on after a blank. */
    private static String wrapped(String line) {
        return line.replaceAll("(.{70})", "$1\n ");
    }
}
