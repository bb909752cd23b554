package dev.twospeed.glue.training;

import dev.twospeed.recommender.model.Manifest;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the training job: newest snapshot in, published model out. */
public final class TrainingRun {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final SparkSession spark;
    private final RegisteredSnapshots catalog;
    private final ActiveModel active;
    private final ModelPublisher publisher;
    private final Clock clock;

    /** A run that reads with this session and from this catalog, and compares with the active model. */
    public TrainingRun(
            SparkSession spark,
            RegisteredSnapshots catalog,
            ActiveModel active,
            ModelPublisher publisher,
            Clock clock) {
        this.spark = spark;
        this.catalog = catalog;
        this.active = active;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Trains and publishes.
     *
     * @return the published manifest
     * @throws IllegalStateException if there is no snapshot yet
     * @throws RuntimeException if the model is not good enough and the gate is enforced
     * @throws IOException if the model cannot be written
     */
    public Manifest run(Wish wish, QualityGate gate) throws IOException {
        RegisteredSnapshot snapshot = catalog.newest()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "there is no snapshot to train on: no partition is registered in the catalog; run the ETL job first"));
        LOG.info("Reading snapshot {} at {}", snapshot.name(), snapshot.location());
        TrainingData data = new SnapshotReader(spark).read(snapshot);
        LOG.info(
                "Training on {} customers, {} products, {} interactions",
                data.customers().size(),
                data.products().size(),
                data.histories().entries());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        TrainedModel model = new Trainer(context, wish).train(data);
        Validation validation = new Validation(data, wish.seed(), 0);
        Optional<ActiveModel.InUse> inUse = validation.size() == 0 ? Optional.empty() : active.read();
        inUse.ifPresent(other -> QualityGate.compare(model, other, validation));
        model.metrics().forEach((name, value) -> LOG.info("{} = {}", name, String.format(Locale.ROOT, "%.4f", value)));
        gate.check(model.metrics());
        Manifest manifest = publisher.publish(model, snapshot, clock.instant());
        LOG.info("Published model {}", manifest.version());
        return manifest;
    }
}
