package dev.twospeed.local.glue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program on the Spark of Glue's runtime in a JVM of its own, without the embedded AWS: so that no other command has
 * Spark on its class path.
 */
public final class LocalSparkJob {
    /** In the jobs' jar. */
    private static final String LOGGING = "classpath:dev/twospeed/glue/local-log4j2.properties";

    private static final long LONGEST_END_SECONDS = 10;

    private final Path checkout;

    /** Programs of this checkout's jobs. */
    public LocalSparkJob(Path checkout) {
        this.checkout = checkout;
    }

    /**
     * Runs a program with this process's standard output and waits for its end. However it and this process end, short of a kill,
     * nothing of it is left in the folder for temporary files.
     *
     * @param mainClass a class of the jobs' jar
     * @param told what it says on its standard error, line by line
     * @return its exit code
     * @throws IOException if the jobs are not built or the program cannot be started
     */
    public int run(String mainClass, List<String> arguments, Consumer<String> told)
            throws IOException, InterruptedException {
        Path jar = checkout.resolve("glue/target/glue.jar");
        if (!Files.exists(jar)) {
            throw new IOException("The jobs' jar " + jar + " is missing: run mvn -B -DskipTests package");
        }
        var runtime = GlueRuntime.open(checkout.resolve("local/glue-runtime/target/classpath"));
        var scratch = Files.createTempDirectory("twospeed-spark");
        try {
            return run(command(mainClass, arguments, runtime.before(List.of(jar)), scratch), scratch, told);
        } finally {
            delete(scratch);
        }
    }

    private static List<String> command(String mainClass, List<String> arguments, String classpath, Path scratch) {
        var command = new ArrayList<>(List.of(GlueRuntime.java(), "-XX:MaxRAMPercentage=60", "-XX:+UseParallelGC"));
        command.addAll(GlueRuntime.MODULES);
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=" + LOGGING,
                "-Duser.timezone=UTC",
                "-Dspark.master=local[*]",
                "-Dspark.ui.enabled=false",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.sql.warehouse.dir=" + scratch.resolve("warehouse"),
                "-cp",
                classpath,
                mainClass));
        command.addAll(arguments);
        return command;
    }

    private static int run(List<String> command, Path scratch, Consumer<String> told)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).inheritIO().redirectError(ProcessBuilder.Redirect.PIPE);
        builder.environment().putAll(Map.of("SPARK_LOCAL_IP", "127.0.0.1", "SPARK_LOCAL_DIRS", scratch.toString()));
        var process = builder.start();
        var stop = new Thread(() -> {
            stop(process);
            delete(scratch);
        });
        Runtime.getRuntime().addShutdownHook(stop);
        try (var said = process.errorReader(StandardCharsets.UTF_8)) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                told.accept(line);
            }
            return process.waitFor();
        } finally {
            stop(process);
            removeHook(stop);
        }
    }

    /** Waits too: until it has ended it may write. By its handle, as the process itself would close what is being read. */
    private static void stop(Process process) {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                process.toHandle().destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The other of the two who delete it was faster, or a file is held: they are temporary files.
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This JVM is ending and runs the hook itself.
        }
    }
}
