package dev.twospeed.glue;

import dev.twospeed.glue.ratings.GlueCatalog;
import dev.twospeed.glue.ratings.Snapshot;
import dev.twospeed.glue.ratings.SnapshotCatalog;
import dev.twospeed.glue.ratings.SnapshotWriter;
import dev.twospeed.glue.ratings.TrainingRows;
import dev.twospeed.glue.source.DatabaseLogin;
import dev.twospeed.glue.source.SourceDatabase;
import java.time.Instant;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * The nightly job that turns the shop's tables into a snapshot of training data.
 *
 * <p>Readers see a snapshot only once it is written, checked and registered, in this order: a run that fails, or is
 * killed at any point, leaves the last snapshot in place. Run again on the same tables it writes the same rows.
 */
public final class EtlJob {
    private static final Logger LOG = LoggerFactory.getLogger(EtlJob.class);

    private EtlJob() {}

    /** Called by the entry script, with Glue's arguments. */
    public static void main(String[] args) {
        var arguments = Arguments.of(args);
        var source = new SourceDatabase(
                arguments.sourceEndpoint(),
                arguments.sourcePort(),
                arguments.sourceDatabase(),
                DatabaseLogin.ofSecret(arguments.sourceSecretArn()),
                arguments.additionalCaPem());
        try (var glue = GlueClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
                var spark = SparkSession.builder().appName("twospeed etl").getOrCreate()) {
            var catalog = new GlueCatalog(glue, arguments.catalogDatabase(), arguments.catalogTable());
            run(spark, source, arguments.ratingsLocation(), catalog, Instant.now());
        }
    }

    static Snapshot run(
            SparkSession spark, SourceDatabase source, String ratingsLocation, SnapshotCatalog catalog, Instant time) {
        catalog.check();
        // Orders that arrive from now on belong to the next snapshot, whatever the reads below would see of them.
        long highestOrder = source.hasTable("orders")
                ? source.number("select max(orderNumber) from orders").orElse(0)
                : 0;
        LOG.info("Reading {} up to order {}", source.url(), highestOrder);
        try {
            var content = new TrainingRows(spark, source).upTo(highestOrder);
            var snapshot = new SnapshotWriter(spark, ratingsLocation).write(content, time, highestOrder);
            catalog.register(snapshot);
            LOG.info("Registered snapshot {}", snapshot.name());
            return snapshot;
        } finally {
            // What this run kept of the source must not answer the next one's questions.
            spark.catalog().clearCache();
        }
    }

    /** What the job is told. */
    record Arguments(
            String sourceSecretArn,
            String sourceEndpoint,
            int sourcePort,
            String sourceDatabase,
            String additionalCaPem,
            String ratingsLocation,
            String catalogDatabase,
            String catalogTable) {
        static Arguments of(String... args) {
            var given = JobArguments.of(args);
            var arguments = new Arguments(
                    given.text("source-secret-arn"),
                    given.text("source-endpoint"),
                    given.number("source-port", 1, 65_535),
                    given.text("source-database"),
                    Objects.requireNonNullElse(given.certificates("additional-ca"), ""),
                    given.location("ratings-location"),
                    given.text("catalog-database"),
                    given.text("catalog-table"));
            given.check();
            return arguments;
        }
    }
}
