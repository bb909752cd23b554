package dev.twospeed.glue.training;

import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.model.FoldInParameters;
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

    private static final double[] REGULARIZATIONS = {0.002, 0.008, 0.03};
    private static final double[] BLEND_WEIGHTS = {0, 0.15, 0.3, 0.6};
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
        Holdout holdout = Holdout.of(data, seed);
        Validation validation = new Validation(data, holdout);
        SortedMap<String, Double> metrics = new TreeMap<>();
        Hyperparameters chosen = first(data);
        if (validation.isEmpty()) {
            LOG.warn("No customer has enough products to hold one out: the model is not measured");
        } else {
            chosen = search(data.with(holdout.training()), validation, chosen, metrics);
            record(metrics, "popularity", validation.popularity());
        }
        try (ModelFit fit = new ModelFit(context, data)) {
            ServingModel model = fit.fit(chosen);
            List<String> customers =
                    data.customers().stream().map(TrainingData.Customer::id).toList();
            return new TrainedModel(model, customers, fit.users(model), chosen, metrics);
        }
    }

    private Hyperparameters search(
            TrainingData data, Validation validation, Hyperparameters start, SortedMap<String, Double> metrics) {
        Hyperparameters best = start;
        Evaluation bestEvaluation = null;
        try (ModelFit fit = new ModelFit(context, data)) {
            for (Hyperparameters candidate : candidates(start)) {
                ServingModel model = fit.fit(candidate);
                for (double weight : BLEND_WEIGHTS) {
                    Evaluation evaluation = validation.model(blended(model, weight));
                    LOG.info(
                            "Tried regularization {}, unobserved weight {}, blend weight {}: recall@{} {}, NDCG@{} {}",
                            candidate.regularization(),
                            candidate.unobservedWeight(),
                            weight,
                            Validation.K,
                            evaluation.recall().mean(),
                            Validation.K,
                            evaluation.ndcg().mean());
                    if (bestEvaluation == null
                            || evaluation.ndcg().mean() > bestEvaluation.ndcg().mean()) {
                        best = candidate.withBlendWeight(weight);
                        bestEvaluation = evaluation;
                        record(metrics, "model", evaluation);
                    }
                }
            }
        }
        return best;
    }

    /** Where the search begins: the weight of the unobserved follows from the shape of the data. */
    private Hyperparameters first(TrainingData data) {
        double meanHistory =
                data.histories().entries() / (double) data.histories().rows();
        double unobservedWeight = 20 * meanHistory / data.products().size();
        return new Hyperparameters(
                rank, ITERATIONS, unobservedWeight, REGULARIZATIONS[1], 1, 0.3, NEIGHBOURS, NEIGHBOUR_SHIFT, seed);
    }

    private static List<Hyperparameters> candidates(Hyperparameters start) {
        List<Hyperparameters> candidates = new ArrayList<>();
        for (double regularization : REGULARIZATIONS) {
            candidates.add(start.withRegularization(regularization, start.unobservedWeight()));
        }
        return candidates;
    }

    private static ServingModel blended(ServingModel model, double weight) {
        FoldInParameters foldIn = model.foldIn();
        return new ServingModel(
                model.version(),
                model.products(),
                model.factors(),
                model.neighbours(),
                new FoldInParameters(
                        foldIn.rank(),
                        foldIn.catalogueSize(),
                        foldIn.unobservedWeight(),
                        foldIn.regularization(),
                        foldIn.regularizationExponent(),
                        weight,
                        foldIn.gram(),
                        foldIn.covariance(),
                        foldIn.prior()));
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
        metrics.put("validation_customers", (double) evaluation.lists());
    }
}
