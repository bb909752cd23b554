package dev.twospeed.local.orders;

import java.time.Instant;
import java.util.List;

/**
 * What one customer bought in one session.
 *
 * @param number from 1, ascending with time
 * @param lines each product once, in the order in which they came
 */
public record Order(int number, Buyer buyer, Instant time, List<Line> lines) {
    public Order {
        lines = List.copyOf(lines);
    }

    /** A product of an order, how many of it, and the price of one, 0 if unknown. */
    public record Line(Article article, double quantity, double price) {}
}
