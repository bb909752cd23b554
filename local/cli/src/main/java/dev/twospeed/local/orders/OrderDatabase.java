package dev.twospeed.local.orders;

import com.mysql.cj.jdbc.Driver;
import dev.twospeed.local.orders.RejectedRows.Reason;
import dev.twospeed.recommender.table.Amounts;
import dev.twospeed.recommender.table.InvalidTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders from a MySQL database with the tables {@code customers}, {@code products}, {@code orders} and {@code
 * orderdetails} of the sample database classicmodels. Nothing is written there.
 */
public final class OrderDatabase {
    private static final String FETCHED_ROWS = "10000";
    private static final String CUSTOMERS =
            "select customerNumber, city, state, postalCode, country, creditLimit from customers";
    private static final String PRODUCTS = "select productCode, productName, productLine, MSRP from products";
    private static final String LINES = """
            select o.orderNumber, o.orderDate, c.customerNumber, p.productCode, d.quantityOrdered, d.priceEach
              from orders o join orderdetails d on d.orderNumber = o.orderNumber
              left join customers c on c.customerNumber = o.customerNumber
              left join products p on p.productCode = d.productCode
             order by o.orderDate, o.orderNumber, d.orderLineNumber""";

    private final OrderBook book = new OrderBook();
    private final RejectedRows rejected = new RejectedRows("order");

    private OrderDatabase() {}

    /**
     * Reads a database.
     *
     * @throws InvalidTable if more than a tenth of the order lines cannot be used, or there are too few orders
     * @throws IOException if it cannot be reached, refuses the user or lacks a table or column
     */
    public static ReadOrders read(MysqlAddress address, String password) throws IOException {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", password);
        properties.setProperty("useCursorFetch", "true");
        properties.setProperty("defaultFetchSize", FETCHED_ROWS);
        properties.setProperty("connectTimeout", "10000");
        var read = new OrderDatabase();
        try (var connection = new Driver().connect(address.jdbc(), properties)) {
            Objects.requireNonNull(connection).setReadOnly(true);
            read.customers(connection);
            read.products(connection);
            read.lines(connection);
        } catch (SQLException e) {
            throw new IOException(
                    "Reading " + address + " failed: " + root(e).getMessage()
                            + ". It needs the tables customers, products, orders and orderdetails of classicmodels, and"
                            + " a user who may read them",
                    e);
        }
        return ReadOrders.of(address.toString(), read.book, read.rejected);
    }

    /** The driver's own message only says that there was no connection. */
    private static Throwable root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void customers(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(CUSTOMERS)) {
            while (row.next()) {
                var limit = row.getDouble("creditLimit");
                var isKnown = !row.wasNull() && Amounts.isLimit(limit);
                book.customer(text(row, "customerNumber"))
                        .describe(
                                text(row, "city"),
                                text(row, "state"),
                                text(row, "postalCode"),
                                text(row, "country"),
                                isKnown ? limit : null);
            }
        }
    }

    private void products(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(PRODUCTS)) {
            while (row.next()) {
                book.product(text(row, "productCode"))
                        .describe(text(row, "productName"), text(row, "productLine"), row.getDouble("MSRP"));
            }
        }
    }

    private void lines(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(LINES)) {
            while (row.next()) {
                var reason = add(row);
                if (reason == null) {
                    rejected.used();
                } else {
                    rejected.rejected(reason, text(row, "orderNumber"), 1);
                }
            }
        }
    }

    /** Adds the present row, or answers why not. */
    private @Nullable Reason add(ResultSet row) throws SQLException {
        var customer = text(row, "customerNumber");
        var product = text(row, "productCode");
        var quantity = row.getDouble("quantityOrdered");
        var price = row.getDouble("priceEach");
        var day = row.getDate("orderDate");
        if (customer.isEmpty()) {
            return Reason.CUSTOMER;
        }
        if (product.isEmpty()) {
            return Reason.PRODUCT;
        }
        if (!(quantity > 0)) {
            return Reason.QUANTITY;
        }
        if (day == null) {
            return Reason.TIME;
        }
        var time = day.toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
        book.add(book.customer(customer), book.product(product), quantity, price, time, text(row, "orderNumber"));
        return null;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "").strip();
    }
}
