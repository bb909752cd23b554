package dev.twospeed.local.orders;

import dev.twospeed.recommender.table.InvalidTable;
import java.util.List;

/**
 * Orders that were read.
 *
 * @param source the file or database, without a password
 * @param orders oldest first
 * @param rejected what could not be used
 */
public record ReadOrders(String source, List<Order> orders, RejectedRows rejected) {
    /** Fewer orders leave no two sessions to stream. */
    private static final int FEWEST = 20;

    public ReadOrders {
        orders = List.copyOf(orders);
    }

    /**
     * What a book holds, if it is fit for use.
     *
     * @throws InvalidTable if more than a tenth of the rows cannot be used, or there are too few orders
     */
    static ReadOrders of(String source, OrderBook book, RejectedRows rejected) throws InvalidTable {
        if (rejected.tooMany()) {
            throw new InvalidTable(
                    source,
                    "cannot be used: of " + rejected.rows() + " rows " + rejected.count() + " have" + rejected.text()
                            + String.format("%nMend or remove them; up to a tenth is left out and reported."));
        }
        var orders = book.orders();
        if (orders.size() < FEWEST) {
            throw new InvalidTable(
                    source,
                    "holds " + orders.size() + " orders: at least " + FEWEST
                            + " are needed, an order being what one customer bought at a time");
        }
        return new ReadOrders(source, orders, rejected);
    }
}
