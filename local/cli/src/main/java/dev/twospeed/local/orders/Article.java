package dev.twospeed.local.orders;

/**
 * A product of a shop.
 *
 * @param code the shop's own code, as it is in results
 * @param name the code if the shop gives no name
 * @param line product line, {@code products} if the shop knows none
 * @param price the highest that was paid for one, 0 if unknown
 */
public record Article(String code, String name, String line, double price) {
    static final String NO_LINE = "products";
}
