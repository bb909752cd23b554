package dev.twospeed.glue;

import dev.twospeed.glue.training.ActiveModel;
import dev.twospeed.glue.training.GlueSnapshots;
import dev.twospeed.glue.training.ModelPublisher;
import dev.twospeed.glue.training.QualityGate;
import dev.twospeed.glue.training.TrainingRun;
import dev.twospeed.glue.training.Wish;
import dev.twospeed.recommender.model.Manifest;
import java.io.IOException;
import java.time.Clock;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * The Glue job that trains a model on the newest registered snapshot and publishes it if it is good enough.
 *
 * <p>Arguments: {@code --catalog-database}, {@code --catalog-table}, {@code --model-location} and optionally
 * {@code --rank} (32), {@code --seed} (7) and {@code --quality-gate} (enforce; warn publishes whatever comes out).
 */
public final class TrainingJob {
    private static final int DEFAULT_RANK = 32;
    private static final int DEFAULT_SEED = 7;

    private TrainingJob() {}

    /** Runs the job; any exception that leaves it fails the run. */
    public static void main(String[] arguments) throws IOException {
        JobArguments given = JobArguments.of(arguments);
        String database = given.text("catalog-database");
        String table = given.text("catalog-table");
        String modelLocation = given.location("model-location");
        int rank = given.number("rank", 1, Manifest.MAX_RANK, DEFAULT_RANK);
        int seed = given.number("seed", 0, Integer.MAX_VALUE, DEFAULT_SEED);
        QualityGate gate = given.choice("quality-gate", QualityGate.class, QualityGate.ENFORCE);
        given.check();
        SparkSession spark = SparkSession.builder().appName("twospeed training").getOrCreate();
        try (GlueClient glue = GlueClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            Configuration configuration = spark.sparkContext().hadoopConfiguration();
            new TrainingRun(
                            spark,
                            new GlueSnapshots(glue, database, table),
                            new ActiveModel(modelLocation, configuration),
                            new ModelPublisher(modelLocation, configuration),
                            Clock.systemUTC())
                    .run(Wish.of(rank, seed), gate);
        } finally {
            spark.stop();
        }
    }
}
