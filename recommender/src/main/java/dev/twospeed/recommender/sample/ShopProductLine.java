package dev.twospeed.recommender.sample;

/** A row of {@code productlines}; its HTML description and image are null. */
public record ShopProductLine(String productLine, String textDescription) {}
