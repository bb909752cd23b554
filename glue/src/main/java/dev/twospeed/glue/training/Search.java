package dev.twospeed.glue.training;

import dev.twospeed.recommender.evaluate.Evaluation;
import java.util.Arrays;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for good hyperparameters on held-out data. The regularization decides most and does not carry over from one
 * catalogue to another: it is found by steps that are halved (in logarithm), from the best so far up and down. Then the
 * weight of the unobserved is tried one step to each side. All at the blend weight of the start: it is chosen afterwards.
 */
final class Search {
    private static final Logger LOG = LoggerFactory.getLogger(Search.class);

    private static final double[] STEPS = {4, 2, 1.4};
    private static final double UNOBSERVED_STEP = 2;
    /** At the coarsest step; a better λ further away than 64 times has not been seen. */
    private static final int MOST_COARSE_STEPS = 3;

    private final ModelFit fit;
    private final Validation validation;
    private Candidate best;
    private int fits;

    /** Hyperparameters with their NDCG. */
    private record Candidate(Hyperparameters chosen, double ndcg) {}

    private Search(ModelFit fit, Validation validation, Hyperparameters start) {
        this.fit = fit;
        this.validation = validation;
        this.best = measured(start);
    }

    /** The best that is found from this start. */
    static Hyperparameters from(Hyperparameters start, ModelFit fit, Validation validation) {
        Search search = new Search(fit, validation, start);
        search.tuneRegularization();
        search.tuneUnobservedWeight();
        LOG.info(
                "Tried {} fits; the best has regularization {}, unobserved weight {}",
                search.fits,
                search.best.chosen().regularization(),
                search.best.chosen().unobservedWeight());
        return search.best.chosen();
    }

    private void tuneRegularization() {
        boolean coarse = true;
        for (double step : STEPS) {
            double center = best.chosen().regularization();
            int most = coarse ? MOST_COARSE_STEPS : 1;
            boolean lower = false;
            for (int i = 1; i <= most && improves(center / Math.pow(step, i), 1); i++) {
                lower = true;
            }
            for (int i = 1; !lower && i <= most && improves(center * Math.pow(step, i), 1); i++) {
                continue;
            }
            coarse = false;
        }
    }

    private void tuneUnobservedWeight() {
        // λ_n grows with a0: half the weight at the same pull needs more λ. The middle between both is tried.
        double lambda = best.chosen().regularization();
        double exchange = Math.sqrt(UNOBSERVED_STEP);
        if (!improves(lambda * exchange, 1 / UNOBSERVED_STEP)) {
            improves(lambda / exchange, UNOBSERVED_STEP);
        }
    }

    private boolean improves(double regularization, double unobservedFactor) {
        Hyperparameters from = best.chosen();
        Candidate candidate =
                measured(from.withRegularization(regularization, from.unobservedWeight() * unobservedFactor));
        if (candidate.ndcg() <= best.ndcg()) {
            return false;
        }
        best = candidate;
        return true;
    }

    private Candidate measured(Hyperparameters tried) {
        Evaluation.Collector lists = validation.collector();
        validation.measure(fit.fit(tried), lists);
        fits++;
        double ndcg = Arrays.stream(lists.ndcgByList()).average().orElse(0);
        LOG.info(String.format(
                Locale.ROOT,
                "Tried regularization %.5f, unobserved weight %.3f: NDCG@%d %.4f",
                tried.regularization(),
                tried.unobservedWeight(),
                Validation.K,
                ndcg));
        return new Candidate(tried, ndcg);
    }
}
