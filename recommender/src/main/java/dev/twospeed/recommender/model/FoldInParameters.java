package dev.twospeed.recommender.model;

import java.io.Serializable;

/**
 * What is needed, beside the factors of its items, to fold a session in and to blend its scores.
 *
 * @param rank length of an embedding
 * @param catalogueSize number of items the model knows
 * @param unobservedWeight a0: weight of a pair that was not observed, where an observed one weighs 1
 * @param regularization λ: strength of the prior
 * @param regularizationExponent ν: how the strength grows with the history, see {@link #strength}
 * @param blendWeight w: weight of the neighbours' score beside the embedding's
 * @param gram G = VᵀV over all items, rank × rank, row-major
 * @param covariance covariance of the item factors over the catalogue, rank × rank, row-major
 * @param prior expected embedding by features
 */
@SuppressWarnings("ArrayRecordComponent")
public record FoldInParameters(
        int rank,
        int catalogueSize,
        double unobservedWeight,
        double regularization,
        double regularizationExponent,
        double blendWeight,
        double[] gram,
        double[] covariance,
        FeaturePrior prior)
        implements Serializable {

    /** λ_n = λ · (Σ c + a0 · catalogue size)^ν: the regularization of a history with this sum of weights. */
    public double strength(double historyWeight) {
        return regularization * Math.pow(historyWeight + unobservedWeight * catalogueSize, regularizationExponent);
    }

    /** The same parameters with another blend weight. */
    public FoldInParameters withBlendWeight(double weight) {
        return new FoldInParameters(
                rank,
                catalogueSize,
                unobservedWeight,
                regularization,
                regularizationExponent,
                weight,
                gram,
                covariance,
                prior);
    }
}
