package dev.twospeed.recommender.event;

/**
 * A product the customer looked at in a session.
 *
 * @param productCode the shop's code of the product, never empty
 * @param quantity how many were asked for, 0 or more
 * @param inShoppingCart whether it lies in the shopping cart
 */
public record HistoryItem(String productCode, int quantity, boolean inShoppingCart) {}
