package dev.twospeed.glue;

import dev.twospeed.glue.training.LocalTraining;
import dev.twospeed.glue.training.Wish;
import dev.twospeed.recommender.model.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model from a CSV file on local Spark: what {@code twospeed model train} runs.
 *
 * <p>Arguments: {@code --interactions}, {@code --out} and optionally {@code --rank} (64), {@code --seed} (7),
 * {@code --iterations}, {@code --regularization} and {@code --blend-weight}, which validation chooses where not given.
 */
public final class ModelTraining {
    private static final int DEFAULT_RANK = 64;
    private static final int DEFAULT_SEED = 7;
    private static final int MOST_ITERATIONS = 1_000;
    /** As shells tell of a program that was interrupted. */
    private static final int STOPPED = 130;

    private ModelTraining() {}

    /** Runs the training; a user's mistake ends it with one sentence and exit code 1. */
    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder().appName("twospeed model").getOrCreate();
        // Who stops the program wants it to end, not to read what Spark's threads say of it.
        Thread stop = new Thread(() -> Runtime.getRuntime().halt(STOPPED));
        Runtime.getRuntime().addShutdownHook(stop);
        boolean failed = false;
        try {
            Manifest manifest = run(JavaSparkContext.fromSparkContext(spark.sparkContext()), arguments);
            System.out.println(manifest.version());
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("twospeed: " + e.getMessage());
            failed = true;
        } finally {
            Runtime.getRuntime().removeShutdownHook(stop);
            spark.stop();
        }
        if (failed) {
            System.exit(1);
        }
    }

    private static Manifest run(JavaSparkContext context, String... arguments) throws IOException {
        JobArguments given = JobArguments.of(arguments);
        Path interactions = Path.of(given.text("interactions"));
        Path out = Path.of(given.text("out"));
        Wish wish = new Wish(
                given.number("rank", 1, Manifest.MAX_RANK, DEFAULT_RANK),
                given.number("seed", 0, Integer.MAX_VALUE, DEFAULT_SEED),
                given.has("iterations") ? given.number("iterations", 1, MOST_ITERATIONS) : null,
                decimal(given, "regularization"),
                decimal(given, "blend-weight"));
        given.check();
        return new LocalTraining(context).run(interactions, out, wish);
    }

    private static @Nullable Double decimal(JobArguments given, String name) {
        return given.has(name) ? given.decimal(name, 0, 1e6) : null;
    }
}
