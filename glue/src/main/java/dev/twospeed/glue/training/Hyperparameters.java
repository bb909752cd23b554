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
 * @param blendWeight w of the neighbours' score
 * @param neighbours at most how many neighbours an item keeps
 * @param neighbourShift added to an item's number of buyers, so that rare pairs do not look certain
 * @param seed of the first item factors and of the held-out part
 */
record Hyperparameters(
        int rank,
        int iterations,
        double unobservedWeight,
        double regularization,
        double regularizationExponent,
        double blendWeight,
        int neighbours,
        double neighbourShift,
        long seed) {

    Hyperparameters withBlendWeight(double weight) {
        return new Hyperparameters(
                rank,
                iterations,
                unobservedWeight,
                regularization,
                regularizationExponent,
                weight,
                neighbours,
                neighbourShift,
                seed);
    }

    Hyperparameters withRegularization(double lambda, double a0) {
        return new Hyperparameters(
                rank, iterations, a0, lambda, regularizationExponent, blendWeight, neighbours, neighbourShift, seed);
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
        names.put("blend_weight", blendWeight);
        names.put("neighbours", (double) neighbours);
        names.put("neighbour_shift", neighbourShift);
        names.put("seed", (double) seed);
        return names;
    }
}
