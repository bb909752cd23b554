package dev.twospeed.glue.training;

import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.evaluate.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets only models pass that are worth publishing. */
public enum QualityGate {
    /** A model that is not good enough is not published, and the run fails. */
    ENFORCE,
    /** It is published all the same, with a warning. */
    WARN;

    private static final Logger LOG = LoggerFactory.getLogger(QualityGate.class);
    private static final String CUSTOMERS = "customers_of_active";
    private static final String PRODUCTS = "products_of_active";
    /** What is lost overnight was lost on the way. */
    private static final double LEAST_LEFT = 0.5;

    private static final String NDCG = "_ndcg_at_" + Validation.K;

    /** A model that was trained but is not good enough; nothing was published. */
    static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1;

        Rejected(String message) {
            super(message);
        }
    }

    /**
     * Compares a trained model with the active one on the same sessions and adds what was found to its metrics. Both were
     * trained on interactions that they are asked for, so the figures are higher than those of the validation; they tell
     * whether the new one fits the shop as well, not whether its data is whole: for that the sizes are compared.
     */
    static void compare(TrainedModel trained, ActiveModel.InUse active, Validation validation) {
        Map<String, Double> metrics = trained.metrics();
        Evaluation.Collector ours = validation.collector();
        Evaluation.Collector theirs = validation.collector();
        validation.measure(trained.serving(), ours);
        validation.measure(active.serving(), theirs);
        record(metrics, "trained", ours.evaluation().ndcg());
        record(metrics, "active", theirs.evaluation().ndcg());
        record(metrics, "over_active", ours.ndcgOver(theirs));
        metrics.put(
                CUSTOMERS,
                trained.customers().size() / (double) active.manifest().users());
        metrics.put(
                PRODUCTS,
                trained.serving().products().size() / (double) active.manifest().items());
    }

    /** Adds a mean of NDCG with its interval. */
    static void record(Map<String, Double> metrics, String what, Interval ndcg) {
        metrics.put(what + NDCG, ndcg.mean());
        metrics.put(what + NDCG + "_low", ndcg.low());
        metrics.put(what + NDCG + "_high", ndcg.high());
    }

    /**
     * Checks a model by its metrics; one that could not be measured passes.
     *
     * @throws Rejected if the gate is enforced and the model ranks worse than popularity does, or than the active model
     *     beyond doubt, or knows less than half as many customers or products as that
     */
    void check(Map<String, Double> metrics) {
        if (value(metrics, "over_popularity", "") < 0) {
            fail("ranks below plain popularity: " + difference("over_popularity", metrics));
        }
        if (value(metrics, "over_active", "_high") < 0) {
            fail("ranks significantly below the active model: " + difference("over_active", metrics));
        }
        for (String size : List.of(CUSTOMERS, PRODUCTS)) {
            double left = metrics.getOrDefault(size, 1.0);
            if (left < LEAST_LEFT) {
                fail(String.format(
                        Locale.ROOT,
                        "has %.0f %% of the active model's %s",
                        100 * left,
                        size.substring(0, size.indexOf('_'))));
            }
        }
    }

    private static String difference(String what, Map<String, Double> metrics) {
        return String.format(
                Locale.ROOT,
                "by %.4f NDCG@%d on held-out purchases (95 %% interval %.4f to %.4f)",
                -value(metrics, what, ""),
                Validation.K,
                -value(metrics, what, "_high"),
                -value(metrics, what, "_low"));
    }

    private void fail(String fault) {
        if (this == ENFORCE) {
            throw new Rejected("not published: the trained model " + fault + "; the active model stays as it is. Check"
                    + " the snapshot for lost or duplicated interactions; --quality-gate warn, or"
                    + " twospeed-etl:qualityGate, publishes it all the same");
        }
        LOG.warn("Not held back, since the quality gate only warns: the trained model {}", fault);
    }

    private static double value(Map<String, Double> metrics, String what, String bound) {
        return metrics.getOrDefault(what + NDCG + bound, Double.NaN);
    }
}
