package dev.twospeed.recommender.sample;

import dev.twospeed.recommender.sample.Tastes.Taste;

/**
 * A customer with what is known only to the generator.
 *
 * @param bought indices of the products in the shop's orders, first purchase first
 * @param heldOut indices of those bought afterwards
 */
@SuppressWarnings("ArrayRecordComponent")
record Shopper(ShopCustomer customer, Taste taste, int[] bought, int[] heldOut) {}
