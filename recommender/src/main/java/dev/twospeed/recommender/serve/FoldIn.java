package dev.twospeed.recommender.serve;

import dev.twospeed.recommender.algebra.ImplicitLeastSquares;
import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.FoldInParameters;

/**
 * Places a history in the embedding space of a trained model, without training: least squares against the fixed item
 * factors, drawn towards the prior. Immutable.
 */
public final class FoldIn {
    private final FoldInParameters parameters;

    /** A solver belongs to one thread, and is worth keeping: it holds matrices of the size of G, and what it found out about items. */
    private final ThreadLocal<ImplicitLeastSquares> solver;

    /** Fold-in against these item factors. */
    public FoldIn(FoldInParameters parameters, FloatMatrix factors) {
        this.parameters = parameters;
        this.solver = ThreadLocal.withInitial(() -> new ImplicitLeastSquares(
                parameters.rank(), factors.values(), parameters.gram(), parameters.unobservedWeight()));
    }

    /**
     * The embedding of a history.
     *
     * @param prior what is expected of this customer before any history; the answer for an empty one
     * @return as long as the rank
     */
    public double[] fold(History history, double[] prior) {
        if (history.isEmpty()) {
            return prior.clone();
        }
        double weight = 0;
        for (float w : history.weights()) {
            weight += w;
        }
        return solver.get().solve(history.items(), history.weights(), parameters.strength(weight), prior);
    }
}
