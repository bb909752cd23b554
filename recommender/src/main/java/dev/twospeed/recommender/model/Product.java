package dev.twospeed.recommender.model;

/**
 * A product as the model knows it.
 *
 * @param code the shop's code
 * @param productLine its product line, empty if unknown
 * @param popularity number of customers who bought it
 */
public record Product(String code, String productLine, double popularity) {}
