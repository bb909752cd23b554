package dev.twospeed.glue.training;

import java.util.Map;

/** Lets only models pass that are worth publishing. */
final class QualityGate {
    /** A model that was trained but is not good enough; nothing was published. */
    static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1;

        Rejected(String message) {
            super(message);
        }
    }

    private static final String MEASURE = "_ndcg_at_" + Validation.K;

    private QualityGate() {}

    /**
     * Checks a model by the metrics of its validation; one that could not be measured passes.
     *
     * @throws Rejected if it ranks worse than popularity does
     */
    static void check(Map<String, Double> metrics) {
        Double model = metrics.get("model" + MEASURE);
        Double popularity = metrics.get("popularity" + MEASURE);
        if (model != null && popularity != null && model < popularity) {
            throw new Rejected("the model was trained but not published: its NDCG@" + Validation.K
                    + " on held-out purchases is " + model + ", below the " + popularity
                    + " of plain popularity; the published model stays as it is. Check the snapshot for lost or"
                    + " duplicated interactions, or try another --rank");
        }
    }
}
