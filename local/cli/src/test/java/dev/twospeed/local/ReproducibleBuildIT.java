package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Artifacts are deployed under the hash of their bytes, so that a build of the same sources deploys nothing.
 *
 * <p>Everything but the compiler runs again: javac gives the same for the same sources, what packs its classes has to be told to.
 */
class ReproducibleBuildIT {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));

    /** What is deployed: the functions and the jobs. The stacks' own jars run here and reach AWS by what they ask for. */
    private static final List<String> DEPLOYED = List.of("handlers/target/handlers.zip", "glue/target/glue.jar");

    /** With what they are packed from. */
    private static final List<String> MODULES = List.of("recommender", "sql", "local/engines", "handlers", "glue");

    @Test
    void shouldGiveTheSameBytes_whenPackedElsewhereAndLaterAndInAnotherTimeZone() throws Exception {
        try (var copy = CheckoutCopy.ofSources("reproducible")) {
            for (var module : MODULES) {
                copyClasses(ROOT.resolve(module), copy.root().resolve(module));
            }
            build(copy.root());

            for (var artifact : DEPLOYED) {
                var first = ROOT.resolve(artifact);
                var second = copy.root().resolve(artifact);
                assertThat(Files.mismatch(first, second))
                        .as(() -> artifact + " differs: " + difference(first, second))
                        .isEqualTo(-1);
            }
        }
    }

    /** As of now: compiled later, they would be younger than the first ones too. */
    private static void copyClasses(Path module, Path copy) throws IOException {
        try (var files = Files.walk(module.resolve("target/classes"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(module.relativize(file));
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        }
    }

    private static void build(Path root) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("mvn", "-B", "-o", "-q", "-pl", "handlers,glue", "-am"));
        command.addAll(
                List.of("-Dmaven.main.skip=true", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "package"));
        // Of the Maven that runs this test.
        Optional.ofNullable(System.getProperty("localRepository"))
                .ifPresent(folder -> command.add("-Dmaven.repo.local=" + folder));
        var process = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().put("TZ", "Asia/Tokyo");
        var running = process.start();
        running.getOutputStream().close();
        var text = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(text).isZero();
    }

    /** The first entry that differs, in order, name, time or content. */
    private static String difference(Path first, Path second) {
        try (var one = new ZipFile(first.toFile());
                var other = new ZipFile(second.toFile())) {
            var others = other.entries();
            for (var entries = one.entries(); entries.hasMoreElements(); ) {
                var here = entries.nextElement();
                var there = others.hasMoreElements() ? others.nextElement() : null;
                if (there == null || !here.getName().equals(there.getName()) || here.getTime() != there.getTime()) {
                    return here + " of " + here.getTime() + ", and "
                            + (there == null ? "nothing" : there + " of " + there.getTime());
                }
                try (InputStream a = one.getInputStream(here);
                        InputStream b = other.getInputStream(there)) {
                    if (!java.util.Arrays.equals(a.readAllBytes(), b.readAllBytes())) {
                        return "the content of " + here;
                    }
                }
            }
            return "more or other entries";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
