package dev.twospeed.glue.training;

import dev.twospeed.recommender.evaluate.Evaluation;
import java.util.Arrays;
import java.util.Locale;

/**
 * Looks for good hyperparameters on held-out data. The regularization decides most and does not carry over from one
 * catalogue to another: it is found by steps that are halved (in logarithm), from the best so far up and down. Then the
 * weight of the unobserved, the number of iterations and the strength of the prior are tried one step to each side. All
 * at the blend of the start: it is chosen afterwards.
 */
final class Search {
    private static final double[] STEPS = {4, 2, 1.4};
    private static final double UNOBSERVED_STEP = 2;
    private static final double ITERATIONS_STEP = 1.75;
    private static final double PRIOR_STEP = 4;
    /** At the coarsest step; a better λ further away than 64 times has not been seen. */
    private static final int MOST_COARSE_STEPS = 3;
    /** A start, the coarse steps and one to the other side, two for each finer step. */
    private static final int MOST_FITS_OF_REGULARIZATION = 1 + MOST_COARSE_STEPS + 1 + 2 * (STEPS.length - 1);

    private final ModelFit fit;
    private final Validation validation;
    private final Progress progress;
    private Candidate best;

    /** Hyperparameters with their NDCG. */
    private record Candidate(Hyperparameters chosen, double ndcg) {}

    private Search(ModelFit fit, Validation validation, Hyperparameters start, Progress progress) {
        this.fit = fit;
        this.validation = validation;
        this.progress = progress;
        this.best = measured(start);
    }

    /** At most how many fits a search takes. */
    static int mostFits(Wish wish) {
        int ofRegularization = wish.regularization() == null ? MOST_FITS_OF_REGULARIZATION : 1;
        return ofRegularization + (wish.iterations() == null ? 2 : 0) + 2 + 2;
    }

    /** The best that is found from this start. */
    static Hyperparameters from(
            Hyperparameters start, Wish wish, ModelFit fit, Validation validation, Progress progress) {
        Search search = new Search(fit, validation, start, progress);
        if (wish.regularization() == null) {
            search.tuneRegularization();
        }
        search.tuneUnobservedWeight(wish.regularization() == null);
        if (wish.iterations() == null) {
            search.tuneIterations();
        }
        search.tunePrior();
        return search.best.chosen();
    }

    private void tuneRegularization() {
        boolean coarse = true;
        for (double step : STEPS) {
            double center = best.chosen().regularization();
            int most = coarse ? MOST_COARSE_STEPS : 1;
            boolean lower = false;
            for (int i = 1; i <= most && isBetter(regularized(center / Math.pow(step, i), 1)); i++) {
                lower = true;
            }
            for (int i = 1; !lower && i <= most && isBetter(regularized(center * Math.pow(step, i), 1)); i++) {
                continue;
            }
            coarse = false;
        }
    }

    private void tuneUnobservedWeight(boolean withRegularization) {
        // λ_n grows with a0: half the weight at the same pull needs more λ. The middle between both is tried.
        double lambda = best.chosen().regularization();
        double exchange = withRegularization ? Math.sqrt(UNOBSERVED_STEP) : 1;
        if (!isBetter(regularized(lambda * exchange, 1 / UNOBSERVED_STEP))) {
            isBetter(regularized(lambda / exchange, UNOBSERVED_STEP));
        }
    }

    private void tuneIterations() {
        Hyperparameters from = best.chosen();
        int fewer = (int) Math.round(from.iterations() / ITERATIONS_STEP);
        int more = (int) Math.round(from.iterations() * ITERATIONS_STEP);
        if (!isBetter(from.withIterations(fewer))) {
            isBetter(from.withIterations(more));
        }
    }

    private void tunePrior() {
        Hyperparameters from = best.chosen();
        if (!isBetter(from.withPriorShrinkage(from.priorShrinkage() / PRIOR_STEP))) {
            isBetter(from.withPriorShrinkage(from.priorShrinkage() * PRIOR_STEP));
        }
    }

    private Hyperparameters regularized(double lambda, double unobservedFactor) {
        Hyperparameters from = best.chosen();
        return from.withRegularization(lambda, from.unobservedWeight() * unobservedFactor);
    }

    private boolean isBetter(Hyperparameters tried) {
        Candidate candidate = measured(tried);
        if (candidate.ndcg() <= best.ndcg()) {
            return false;
        }
        best = candidate;
        return true;
    }

    private Candidate measured(Hyperparameters tried) {
        Evaluation.Collector lists = validation.collector();
        validation.measure(fit.fit(tried), lists);
        double ndcg = Arrays.stream(lists.ndcgByList()).average().orElse(0);
        progress.fitted(String.format(
                Locale.ROOT,
                "regularization %.5f, unobserved weight %.3f, %d iterations, prior shrinkage %.1f: NDCG@%d %.4f",
                tried.regularization(),
                tried.unobservedWeight(),
                tried.iterations(),
                tried.priorShrinkage(),
                Validation.K,
                ndcg));
        return new Candidate(tried, ndcg);
    }
}
