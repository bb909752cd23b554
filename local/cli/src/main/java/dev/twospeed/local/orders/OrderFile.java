package dev.twospeed.local.orders;

import dev.twospeed.local.orders.RejectedRows.Reason;
import dev.twospeed.recommender.table.Amounts;
import dev.twospeed.recommender.table.CsvTable;
import dev.twospeed.recommender.table.InvalidTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders from a CSV file, gzipped or not: {@code customer,product,quantity,timestamp} and any of {@code country,
 * city,state,postal_code,credit_limit,unit_price,product_line,product_name}, in any order; other columns are ignored.
 */
public final class OrderFile {
    private final CsvTable table;
    private final OrderBook book = new OrderBook();
    private final RejectedRows rejected = new RejectedRows("line");
    private final int customer;
    private final int product;
    private final int quantity;
    private final int time;
    private final int unitPrice;
    private final int creditLimit;

    private OrderFile(CsvTable table) throws InvalidTable {
        this.table = table;
        this.customer = table.column("customer");
        this.product = table.column("product");
        this.quantity = table.column("quantity");
        this.time = table.column("timestamp");
        this.unitPrice = table.optionalColumn("unit_price");
        this.creditLimit = table.optionalColumn("credit_limit");
    }

    /**
     * Reads a file.
     *
     * @throws InvalidTable if it lacks a column, more than a tenth of its rows cannot be used, or it holds too few orders
     */
    public static ReadOrders read(Path file) throws IOException {
        try (var table = CsvTable.open(file)) {
            var orders = new OrderFile(table);
            while (table.advance()) {
                orders.add();
            }
            return ReadOrders.of(file.toString(), orders.book, orders.rejected);
        }
    }

    private void add() {
        var reason = table.isWhole() ? addWhole() : Reason.FIELDS;
        if (reason == null) {
            rejected.used();
        } else {
            // A quote without its partner swallows lines: as many rows are lost.
            rejected.rejected(reason, Long.toString(table.line()), reason == Reason.FIELDS ? table.lines() : 1);
        }
    }

    /** Adds the present row, or answers why not. */
    private @Nullable Reason addWhole() {
        var who = table.text(customer);
        var what = table.text(product);
        if (who.isEmpty()) {
            return Reason.CUSTOMER;
        }
        if (what.isEmpty()) {
            return Reason.PRODUCT;
        }
        if (who.length() > OrderBook.MOST_CODE || what.length() > OrderBook.MOST_CODE) {
            return Reason.CODE;
        }
        var count = number(quantity, Double.NaN);
        if (count == null || !(count > 0) || count > Integer.MAX_VALUE) {
            return Reason.QUANTITY;
        }
        var when = time();
        if (when == null) {
            return Reason.TIME;
        }
        var price = number(unitPrice, 0);
        var limit = number(creditLimit, Double.NaN);
        if (price == null
                || !(Math.abs(price) < OrderBook.MOST_AMOUNT)
                || limit == null
                || limit >= OrderBook.MOST_AMOUNT) {
            return Reason.AMOUNT;
        }
        var buyer = book.customer(who);
        buyer.describe(
                optional("city"),
                optional("state"),
                optional("postal_code"),
                optional("country"),
                Amounts.isLimit(limit) ? limit : null);
        var article = book.product(what);
        article.describe(optional("product_name"), optional("product_line"), price);
        book.add(buyer, article, count, price, when, null);
        return null;
    }

    private String optional(String column) {
        return table.text(table.optionalColumn(column));
    }

    private @Nullable Double number(int column, double absent) {
        try {
            return column < 0 ? Double.valueOf(absent) : Double.valueOf(Amounts.number(table, column, absent));
        } catch (InvalidTable e) {
            return null;
        }
    }

    private @Nullable Instant time() {
        try {
            var when = table.text(time).isEmpty() ? Instant.MIN : Instant.ofEpochMilli(Amounts.time(table, time));
            return OrderBook.isDate(when) ? when : null;
        } catch (InvalidTable e) {
            return null;
        }
    }
}
