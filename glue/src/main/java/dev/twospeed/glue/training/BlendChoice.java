package dev.twospeed.glue.training;

import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.model.ServingModel;
import java.util.List;
import java.util.function.Function;

/**
 * Chooses the weight of the neighbours' score: the lowest that is as good as the best, since the neighbours have to earn
 * theirs. Differences between weights are small beside the noise of one split, so small data is split several times.
 */
final class BlendChoice {
    /** The weights that are compared, ascending. */
    static final List<Double> WEIGHTS = List.of(0.0, 0.15, 0.3, 0.6);

    private BlendChoice() {}

    /**
     * What was chosen.
     *
     * @param weight the blend weight
     * @param model how good the model is with it, over all splits
     * @param popularity how good plain popularity is, over all splits
     */
    record Chosen(double weight, Evaluation model, Evaluation popularity) {}

    /** Fits once a split and compares all weights on it. */
    static Chosen over(List<Validation> splits, Hyperparameters tuned, Function<TrainingData, ModelFit> fits) {
        List<Evaluation.Collector> byWeight =
                WEIGHTS.stream().map(weight -> splits.get(0).collector()).toList();
        Evaluation.Collector popularity = splits.get(0).collector();
        for (Validation split : splits) {
            try (ModelFit fit = fits.apply(split.trainingData())) {
                ServingModel model = fit.fit(tuned);
                for (int i = 0; i < WEIGHTS.size(); i++) {
                    split.measure(model.withBlendWeight(WEIGHTS.get(i)), byWeight.get(i));
                }
                split.measurePopularity(popularity);
            }
        }
        int chosen = lowestAsGoodAsTheBest(byWeight);
        return new Chosen(WEIGHTS.get(chosen), byWeight.get(chosen).evaluation(), popularity.evaluation());
    }

    private static int lowestAsGoodAsTheBest(List<Evaluation.Collector> byWeight) {
        int best = 0;
        for (int i = 1; i < byWeight.size(); i++) {
            if (mean(byWeight.get(i).ndcgByList()) > mean(byWeight.get(best).ndcgByList())) {
                best = i;
            }
        }
        int lowest = 0;
        while (!isAsGood(byWeight.get(lowest).ndcgByList(), byWeight.get(best).ndcgByList())) {
            lowest++;
        }
        return lowest;
    }

    /** At most one standard error worse, of the difference list by list. */
    private static boolean isAsGood(double[] ours, double[] best) {
        double[] worse = new double[ours.length];
        double squares = 0;
        for (int i = 0; i < ours.length; i++) {
            worse[i] = best[i] - ours[i];
            squares += worse[i] * worse[i];
        }
        double mean = mean(worse);
        double variance = Math.max(0, squares / ours.length - mean * mean);
        return mean <= Math.sqrt(variance / ours.length);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
