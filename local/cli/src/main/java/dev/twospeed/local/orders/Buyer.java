package dev.twospeed.local.orders;

import org.jspecify.annotations.Nullable;

/**
 * A customer of a shop.
 *
 * @param number the number by which tables and events know the customer
 * @param code what the shop itself calls the customer; often the same
 * @param creditLimit 0 or more, null if unknown
 */
public record Buyer(
        int number,
        String code,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country,
        @Nullable Double creditLimit) {}
