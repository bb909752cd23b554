package dev.twospeed.glue.training;

import dev.twospeed.recommender.model.Manifest;
import dev.twospeed.recommender.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains from a file into a folder, as the training job does from a snapshot into the models of an environment. */
public final class LocalTraining {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTraining.class);

    private final JavaSparkContext context;

    /** A training that works with this context. */
    public LocalTraining(JavaSparkContext context) {
        this.context = context;
    }

    /**
     * Trains a model and writes it. Its version is a hash of its content, so that the same file and wish give the same
     * bytes. One that ranks below popularity is written all the same, with a warning: nothing is served from a folder.
     *
     * @throws dev.twospeed.recommender.table.InvalidTable if the file cannot be used
     * @throws IOException if it cannot be read or the model not be written
     */
    public Manifest run(Path interactions, Path out, Wish wish) throws IOException {
        Stages stages = new Stages();
        TrainingData data = InteractionFile.read(interactions);
        stages.ended("reading");
        LOG.info(
                "Training on {} customers, {} products, {} interactions{}",
                data.customers().size(),
                data.products().size(),
                data.histories().entries(),
                data.times() == null ? "" : ", validated on the last of them");
        TrainedModel model = new Trainer(context, wish).train(data);
        model.metrics().forEach((name, value) -> LOG.info("{} = {}", name, String.format(Locale.ROOT, "%.4f", value)));
        QualityGate.WARN.check(model.metrics());
        stages.ended("training");
        String version = ModelArtifact.contentHash(model);
        Manifest manifest = ModelArtifact.write(
                model, new ModelFolder(out), version, interactions.getFileName().toString());
        stages.ended("writing");
        LOG.info("Wrote model {} to {}: {}", version, out, stages);
        return manifest;
    }
}
