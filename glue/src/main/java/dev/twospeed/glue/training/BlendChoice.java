package dev.twospeed.glue.training;

import dev.twospeed.glue.training.Hyperparameters.NeighbourView;
import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.evaluate.Interval;
import dev.twospeed.recommender.model.ServingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Chooses how the neighbours' score is blended in: of all pairs of exponent and weight the best, or the one with the
 * lowest weight that is as good, since the neighbours have to earn theirs. Differences are small beside the noise of one
 * split, so small data is split several times.
 */
final class BlendChoice {
    /** The weights that are compared, ascending. */
    static final List<Double> WEIGHTS = List.of(0.0, 0.15, 0.3, 0.45, 0.6, 0.9);

    /** The exponents that are compared; greater ones serve long histories at the expense of short sessions. */
    static final List<Double> EXPONENTS = List.of(1.0, 1.5);

    private final List<NeighbourView> views;
    private final List<Evaluation.Collector> byView = new ArrayList<>();

    private BlendChoice(List<NeighbourView> views, Validation split) {
        this.views = views;
        views.forEach(view -> byView.add(split.collector()));
    }

    /**
     * What was chosen.
     *
     * @param hyperparameters those before, with the neighbour view that was chosen
     * @param model how good the model is with it, over all splits
     * @param popularity how good plain popularity is, over all splits
     * @param overPopularity by how much the model's NDCG is better
     */
    record Chosen(Hyperparameters hyperparameters, Evaluation model, Evaluation popularity, Interval overPopularity) {}

    /** Fits once a split and compares all views on it; a weight that is fixed is not searched. */
    static Chosen over(
            List<Validation> splits,
            Hyperparameters tuned,
            boolean weightIsFixed,
            Function<TrainingData, ModelFit> fits,
            Progress progress) {
        Evaluation.Collector popularity = splits.get(0).collector();
        BlendChoice choice = new BlendChoice(views(tuned.neighbours(), weightIsFixed), splits.get(0));
        for (Validation split : splits) {
            try (ModelFit fit = fits.apply(split.trainingData())) {
                choice.measure(fit, fit.fit(tuned), split);
            }
            split.measurePopularity(popularity);
            progress.fitted("compared " + choice.views.size() + " blends");
        }
        int chosen = choice.lowestAsGoodAsTheBest();
        NeighbourView view = choice.views.get(chosen);
        return new Chosen(
                tuned.withNeighbours(view.weight(), view.exponent()),
                choice.byView.get(chosen).evaluation(),
                popularity.evaluation(),
                choice.byView.get(chosen).ndcgOver(popularity));
    }

    private static List<NeighbourView> views(NeighbourView start, boolean weightIsFixed) {
        List<NeighbourView> views = new ArrayList<>();
        for (double weight : weightIsFixed ? List.of(start.weight()) : WEIGHTS) {
            // Without weight all exponents are the same.
            for (double exponent : weight == 0 ? List.of(1.0) : EXPONENTS) {
                views.add(new NeighbourView(weight, start.most(), start.shift(), exponent));
            }
        }
        return views;
    }

    private void measure(ModelFit fit, ServingModel model, Validation split) {
        List<ServingModel> models = views.stream()
                .map(view -> model.withNeighbours(fit.neighbours(view), view.weight()))
                .toList();
        split.measure(models, byView);
    }

    private int lowestAsGoodAsTheBest() {
        int best = 0;
        for (int i = 1; i < views.size(); i++) {
            if (mean(i) > mean(best)) {
                best = i;
            }
        }
        int chosen = best;
        for (int i = 0; i < best; i++) {
            boolean lower = views.get(i).weight() < views.get(chosen).weight();
            boolean better = views.get(i).weight() == views.get(chosen).weight() && mean(i) > mean(chosen);
            if ((lower || better)
                    && isAsGood(byView.get(i).ndcgByList(), byView.get(best).ndcgByList())) {
                chosen = i;
            }
        }
        return chosen;
    }

    private double mean(int view) {
        return mean(byView.get(view).ndcgByList());
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
