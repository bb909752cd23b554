package dev.twospeed.handlers.seed;

import dev.twospeed.recommender.sample.SampleShop;

/**
 * What is in the database after a seeding.
 *
 * @param written whether this seeding wrote it, or an earlier one
 */
record Seeded(boolean written, int customers, int products, int orders, int orderLines) {
    static Seeded of(SampleShop shop, boolean written) {
        return new Seeded(
                written,
                shop.customers().size(),
                shop.products().size(),
                shop.orders().size(),
                shop.orders().stream().mapToInt(order -> order.lines().size()).sum());
    }

    String status() {
        return written ? "seeded" : "already seeded";
    }
}
