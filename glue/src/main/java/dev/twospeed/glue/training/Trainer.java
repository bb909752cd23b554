package dev.twospeed.glue.training;

import dev.twospeed.glue.training.Hyperparameters.NeighbourView;
import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.model.FloatMatrix;
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
    private static final double PRIOR_SHRINKAGE = 10;
    private static final int MOST_SPLITS = 3;
    private static final int ENOUGH_LISTS = 5_000;
    private static final int ITERATIONS = 8;
    private static final NeighbourView NEIGHBOURS = new NeighbourView(0.3, 150, 5, 1);

    private final JavaSparkContext context;
    private final Wish wish;

    Trainer(JavaSparkContext context, Wish wish) {
        this.context = context;
        this.wish = wish;
    }

    TrainedModel train(TrainingData data) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        Hyperparameters chosen = first(data);
        Validation validation = new Validation(data, wish.seed(), 0);
        Progress progress = new Progress(1);
        if (validation.size() == 0) {
            LOG.warn(
                    "No customer has bought enough that others bought too to hold a part of it out: the model is neither"
                            + " tuned nor measured");
        } else {
            List<Validation> splits = splits(data, validation);
            progress = new Progress(Search.mostFits(wish) + splits.size() + 1);
            chosen = tuned(splits, chosen, progress, metrics);
        }
        try (ModelFit fit = new ModelFit(context, data)) {
            Stages stages = new Stages();
            fit.neighbours(chosen.neighbours());
            stages.ended("similar products");
            ServingModel model = fit.fit(chosen);
            stages.ended("embeddings");
            List<String> customers =
                    data.customers().stream().map(TrainingData.Customer::id).toList();
            FloatMatrix users = fit.users(model);
            stages.ended("customers");
            progress.fitted("on all interactions: " + stages);
            return new TrainedModel(model, customers, users, chosen, metrics);
        }
    }

    private List<Validation> splits(TrainingData data, Validation first) {
        List<Validation> splits = new ArrayList<>(List.of(first));
        while (splits.size() < MOST_SPLITS && splits.size() * first.size() < ENOUGH_LISTS) {
            splits.add(new Validation(data, wish.seed(), splits.size()));
        }
        return splits;
    }

    private Hyperparameters tuned(
            List<Validation> splits, Hyperparameters start, Progress progress, SortedMap<String, Double> metrics) {
        Hyperparameters tuned;
        Validation validation = splits.get(0);
        try (ModelFit fit = new ModelFit(context, validation.trainingData())) {
            tuned = Search.from(start, wish, fit, validation, progress);
        }
        BlendChoice.Chosen blend = BlendChoice.over(
                splits, tuned, wish.blendWeight() != null, part -> new ModelFit(context, part), progress);
        record(metrics, "model", blend.model());
        record(metrics, "popularity", blend.popularity());
        QualityGate.record(metrics, "over_popularity", blend.overPopularity());
        return blend.hyperparameters();
    }

    /** Where the search begins: the weight of the unobserved follows from the shape of the data. */
    private Hyperparameters first(TrainingData data) {
        double meanHistory =
                data.histories().entries() / (double) data.histories().rows();
        double unobservedWeight = 20 * meanHistory / data.products().size();
        Integer iterations = wish.iterations();
        Double regularization = wish.regularization();
        Double weight = wish.blendWeight();
        Hyperparameters start = new Hyperparameters(
                wish.rank(),
                iterations == null ? ITERATIONS : iterations,
                unobservedWeight,
                regularization == null ? REGULARIZATION : regularization,
                REGULARIZATION_EXPONENT,
                PRIOR_SHRINKAGE,
                NEIGHBOURS,
                wish.seed());
        return weight == null ? start : start.withNeighbours(weight, NEIGHBOURS.exponent());
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
