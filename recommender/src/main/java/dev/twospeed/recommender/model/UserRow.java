package dev.twospeed.recommender.model;

/**
 * One customer of the training data with the embedding.
 *
 * @param customer the shop's id of the customer, as text
 * @param factors the embedding, rank numbers
 */
@SuppressWarnings("ArrayRecordComponent")
public record UserRow(String customer, float[] factors) {}
