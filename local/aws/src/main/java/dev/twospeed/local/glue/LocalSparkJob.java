package dev.twospeed.local.glue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program on the Spark of Glue's runtime in a JVM of its own, without the embedded AWS: so that no other command has
 * Spark on its class path.
 */
public final class LocalSparkJob {
    /** In the jobs' jar. */
    private static final String LOGGING = "classpath:dev/twospeed/glue/local-log4j2.properties";

    private final Path checkout;

    /** Programs of this checkout's jobs. */
    public LocalSparkJob(Path checkout) {
        this.checkout = checkout;
    }

    /**
     * Runs a program with this process's output and waits for its end.
     *
     * @param mainClass a class of the jobs' jar
     * @param scratch a folder for Spark's temporary files
     * @return its exit code
     * @throws IOException if the jobs are not built or the program cannot be started
     */
    public int run(String mainClass, Path scratch, List<String> arguments) throws IOException, InterruptedException {
        Path jar = checkout.resolve("glue/target/glue.jar");
        if (!Files.exists(jar)) {
            throw new IOException("The jobs' jar " + jar + " is missing: run mvn -B -DskipTests package");
        }
        var runtime = GlueRuntime.open(checkout.resolve("local/glue-runtime/target/classpath"));
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
                runtime.before(List.of(jar)),
                mainClass));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(Map.of("SPARK_LOCAL_IP", "127.0.0.1", "SPARK_LOCAL_DIRS", scratch.toString()));
        var process = builder.start();
        var stop = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return process.waitFor();
        } finally {
            process.destroy();
            removeHook(stop);
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
