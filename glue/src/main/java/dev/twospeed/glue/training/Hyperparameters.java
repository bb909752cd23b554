package dev.twospeed.glue.training;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model is trained with.
 *
 * @param rank length of an embedding
 * @param iterations how often users and items are solved for in turn
 * @param unobservedWeight a0: weight of a pair that was not observed
 * @param regularization λ
 * @param regularizationExponent ν of λ·(n + a0·N)^ν
 * @param priorShrinkage customers at which an effect of a feature counts half
 * @param neighbours how similar products are found and blended in
 * @param seed of the first item factors and of the held-out part
 */
record Hyperparameters(
        int rank,
        int iterations,
        double unobservedWeight,
        double regularization,
        double regularizationExponent,
        double priorShrinkage,
        NeighbourView neighbours,
        long seed) {

    /**
     * The item-to-item view.
     *
     * @param weight w of the neighbours' score
     * @param most at most how many neighbours an item keeps
     * @param shift added to an item's number of buyers, so that rare pairs do not look certain
     * @param exponent similarities are raised to this power: above 1, few close neighbours count more than many far ones
     */
    record NeighbourView(double weight, int most, double shift, double exponent) {}

    Hyperparameters withNeighbours(double weight, double exponent) {
        NeighbourView view = new NeighbourView(weight, neighbours.most(), neighbours.shift(), exponent);
        return new Hyperparameters(
                rank, iterations, unobservedWeight, regularization, regularizationExponent, priorShrinkage, view, seed);
    }

    Hyperparameters withRegularization(double lambda, double a0) {
        return new Hyperparameters(
                rank, iterations, a0, lambda, regularizationExponent, priorShrinkage, neighbours, seed);
    }

    Hyperparameters withIterations(int count) {
        return new Hyperparameters(
                rank,
                count,
                unobservedWeight,
                regularization,
                regularizationExponent,
                priorShrinkage,
                neighbours,
                seed);
    }

    Hyperparameters withPriorShrinkage(double shrinkage) {
        return new Hyperparameters(
                rank,
                iterations,
                unobservedWeight,
                regularization,
                regularizationExponent,
                shrinkage,
                neighbours,
                seed);
    }

    /** λ_n = λ·(n + a0·N)^ν of a row with n of N observed. */
    double strength(double observed, int all) {
        return regularization * Math.pow(observed + unobservedWeight * all, regularizationExponent);
    }

    /** By name, for the manifest. */
    SortedMap<String, Double> byName() {
        SortedMap<String, Double> names = new TreeMap<>();
        names.put("rank", (double) rank);
        names.put("iterations", (double) iterations);
        names.put("unobserved_weight", unobservedWeight);
        names.put("regularization", regularization);
        names.put("regularization_exponent", regularizationExponent);
        names.put("prior_shrinkage", priorShrinkage);
        names.put("blend_weight", neighbours.weight());
        names.put("neighbours", (double) neighbours.most());
        names.put("neighbour_shift", neighbours.shift());
        names.put("neighbour_exponent", neighbours.exponent());
        names.put("seed", (double) seed);
        return names;
    }
}
