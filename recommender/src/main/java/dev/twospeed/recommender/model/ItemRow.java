package dev.twospeed.recommender.model;

/**
 * One item with all the model says about it.
 *
 * @param index its place in the catalogue
 * @param factors its embedding, rank numbers
 * @param neighbours indices of its similar items, strongest first
 * @param neighbourWeights their weights
 */
@SuppressWarnings("ArrayRecordComponent")
public record ItemRow(int index, Product product, float[] factors, int[] neighbours, float[] neighbourWeights) {}
