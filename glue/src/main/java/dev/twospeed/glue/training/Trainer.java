package dev.twospeed.glue.training;

import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.model.ServingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a model: tries a few hyperparameters on a part of the data, measures them on the rest beside popularity, and
 * fits the best on all.
 */
final class Trainer {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private static final double REGULARIZATION = 0.008;
    private static final double REGULARIZATION_EXPONENT = 1;
    private static final double BLEND_WEIGHT = 0.3;
    private static final int MOST_SPLITS = 3;
    private static final int ENOUGH_LISTS = 5_000;
    private static final int ITERATIONS = 8;
    private static final int NEIGHBOURS = 150;
    private static final double NEIGHBOUR_SHIFT = 5;

    private final JavaSparkContext context;
    private final int rank;
    private final long seed;

    Trainer(JavaSparkContext context, int rank, long seed) {
        this.context = context;
        this.rank = rank;
        this.seed = seed;
    }

    TrainedModel train(TrainingData data) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        Hyperparameters chosen = first(data);
        Validation validation = new Validation(data, seed);
        if (validation.size() == 0) {
            LOG.warn("No customer has enough products to hold one out: the model is not measured");
        } else {
            chosen = tuned(data, validation, chosen, metrics);
        }
        try (ModelFit fit = new ModelFit(context, data)) {
            ServingModel model = fit.fit(chosen);
            List<String> customers =
                    data.customers().stream().map(TrainingData.Customer::id).toList();
            return new TrainedModel(model, customers, fit.users(model), chosen, metrics);
        }
    }

    private Hyperparameters tuned(
            TrainingData data, Validation validation, Hyperparameters start, SortedMap<String, Double> metrics) {
        Hyperparameters tuned;
        try (ModelFit fit = new ModelFit(context, validation.trainingData())) {
            tuned = Search.from(start, fit, validation);
        }
        List<Validation> splits = new ArrayList<>(List.of(validation));
        while (splits.size() < MOST_SPLITS && splits.size() * validation.size() < ENOUGH_LISTS) {
            splits.add(new Validation(data, seed + splits.size()));
        }
        BlendChoice.Chosen blend = BlendChoice.over(splits, tuned, part -> new ModelFit(context, part));
        LOG.info("Chose blend weight {} on {} splits", blend.weight(), splits.size());
        record(metrics, "model", blend.model());
        record(metrics, "popularity", blend.popularity());
        return tuned.withBlendWeight(blend.weight());
    }

    /** Where the search begins: the weight of the unobserved follows from the shape of the data. */
    private Hyperparameters first(TrainingData data) {
        double meanHistory =
                data.histories().entries() / (double) data.histories().rows();
        double unobservedWeight = 20 * meanHistory / data.products().size();
        return new Hyperparameters(
                rank,
                ITERATIONS,
                unobservedWeight,
                REGULARIZATION,
                REGULARIZATION_EXPONENT,
                BLEND_WEIGHT,
                NEIGHBOURS,
                NEIGHBOUR_SHIFT,
                seed);
    }

    private static void record(SortedMap<String, Double> metrics, String who, Evaluation evaluation) {
        String at = "_at_" + evaluation.k();
        metrics.put(who + "_recall" + at, evaluation.recall().mean());
        metrics.put(who + "_recall" + at + "_low", evaluation.recall().low());
        metrics.put(who + "_recall" + at + "_high", evaluation.recall().high());
        metrics.put(who + "_ndcg" + at, evaluation.ndcg().mean());
        metrics.put(who + "_ndcg" + at + "_low", evaluation.ndcg().low());
        metrics.put(who + "_ndcg" + at + "_high", evaluation.ndcg().high());
        metrics.put(who + "_hit_rate" + at, evaluation.hitRate().mean());
        metrics.put(who + "_coverage" + at, evaluation.coverage());
        metrics.put("validation_lists", (double) evaluation.lists());
    }
}
