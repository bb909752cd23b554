package dev.twospeed.recommender.serve;

/**
 * An item of the catalogue with its score.
 *
 * @param item its index
 */
public record ScoredItem(int item, double score) {}
