package dev.twospeed.local.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders as the tables of a shop, in place of a sample shop or of other orders. What is neither is never touched. The
 * same orders again change nothing; killed halfway, the tables have no mark and are filled anew.
 */
public final class OrderTables {
    private static final int BATCH_ROWS = 1000;
    private static final String MARK = "sample_shop";

    private final Connection connection;

    /** Tables in the database of this connection. */
    public OrderTables(Connection connection) {
        this.connection = connection;
    }

    /**
     * Fills the tables.
     *
     * @return whether they were not filled with these orders already
     * @throws IllegalStateException if the database holds something that is no sample shop
     */
    public boolean fill(List<Order> orders) throws SQLException {
        takeTurn();
        var checksum = checksum(orders);
        if (checksum.equals(found())) {
            return false;
        }
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            for (var step : script()) {
                statement.execute(step);
            }
        }
        connection.setAutoCommit(false);
        insert("customers", 12, orders.stream().map(Order::buyer).distinct().map(OrderTables::row));
        insert(
                "products",
                9,
                orders.stream()
                        .flatMap(order -> order.lines().stream())
                        .map(Order.Line::article)
                        .distinct()
                        .map(OrderTables::row));
        insert("orders", 7, orders.stream().map(OrderTables::row));
        insert("orderdetails", 5, orders.stream().flatMap(OrderTables::lines));
        // Says that all the others are there.
        insert(MARK, 1, Stream.of(row(checksum)));
        connection.commit();
        return true;
    }

    /** Held by the connection, and against the function that fills in sample shops too. */
    private void takeTurn() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT GET_LOCK('twospeed.seed', 60)")) {
            row.next();
            if (row.getInt(1) != 1) {
                throw new IllegalStateException("The shop's database is being filled by another process, which did not"
                        + " end within 60 s: try again when it has");
            }
        }
    }

    /** The checksum of what is there, null for nothing that is whole. */
    private @Nullable String found() throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var tables = statement.executeQuery("SELECT min(table_name), coalesce(sum(table_name = '" + MARK
                    + "'), 0) FROM information_schema.tables WHERE table_schema = database()")) {
                tables.next();
                if (tables.getString(1) == null) {
                    return null;
                }
                if (tables.getInt(2) == 0) {
                    throw new IllegalStateException("The database " + connection.getCatalog() + " has the table "
                            + tables.getString(1) + " and is no sample shop, so nothing was written: only an empty"
                            + " database or a sample shop makes room for orders");
                }
            }
            try (var mark = statement.executeQuery("SELECT checksum FROM " + MARK)) {
                return mark.next() ? mark.getString(1) : null;
            }
        }
    }

    private static List<@Nullable Object> row(Buyer buyer) {
        return row(
                buyer.number(),
                buyer.code(),
                "",
                "",
                "",
                "",
                null,
                Objects.requireNonNullElse(buyer.city(), ""),
                buyer.state(),
                buyer.postalCode(),
                Objects.requireNonNullElse(buyer.country(), ""),
                buyer.creditLimit());
    }

    private static List<@Nullable Object> row(Article article) {
        return row(article.code(), article.name(), article.line(), "", "", "", 0, 0, article.price());
    }

    private static List<@Nullable Object> row(Order order) {
        var date = Date.valueOf(order.time().atOffset(ZoneOffset.UTC).toLocalDate());
        return row(
                order.number(), date, date, date, "Shipped", null, order.buyer().number());
    }

    private static Stream<List<@Nullable Object>> lines(Order order) {
        return IntStream.range(0, order.lines().size()).mapToObj(i -> {
            var line = order.lines().get(i);
            return row(order.number(), line.article().code(), line.quantity(), line.price(), i + 1);
        });
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private void insert(String table, int columns, Stream<List<@Nullable Object>> rows) throws SQLException {
        var places = String.join(", ", Collections.nCopies(columns, "?"));
        try (var statement = connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
            var waiting = 0;
            for (var row : (Iterable<List<@Nullable Object>>) rows::iterator) {
                for (var i = 0; i < columns; i++) {
                    statement.setObject(i + 1, row.get(i));
                }
                statement.addBatch();
                if (++waiting % BATCH_ROWS == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static String checksum(List<Order> orders) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            orders.forEach(order -> digest.update((order + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform has no SHA-256", e);
        }
    }

    private static List<String> script() {
        try (var in = Objects.requireNonNull(OrderTables.class.getResourceAsStream("tables.sql"))) {
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";", -1))
                    .map(String::strip)
                    .filter(step -> !step.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the resource tables.sql from the class path failed", e);
        }
    }
}
