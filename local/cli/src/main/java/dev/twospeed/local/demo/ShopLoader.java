package dev.twospeed.local.demo;

import dev.twospeed.recommender.sample.SampleShop;
import dev.twospeed.recommender.sample.ShopOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Fills the source database with a sample shop. */
final class ShopLoader {
    private static final int BATCH_ROWS = 1000;
    private static final List<String> TABLES_CHILDREN_FIRST =
            List.of("orderdetails", "orders", "customers", "products", "productlines", "sample_shop");

    private final Connection connection;

    ShopLoader(Connection connection) {
        this.connection = connection;
    }

    /**
     * Puts the shop's training part in place of what is there, unless it is there already.
     *
     * @return whether rows were written
     */
    boolean load(SampleShop shop) throws SQLException {
        var checksum = shop.checksum();
        if (checksum.equals(loaded())) {
            return false;
        }
        try (var statement = connection.createStatement()) {
            for (var table : TABLES_CHILDREN_FIRST) {
                statement.execute("DROP TABLE IF EXISTS " + table);
            }
            for (var ddl : schema()) {
                statement.execute(ddl);
            }
        }
        connection.setAutoCommit(false);
        fill(
                "productlines",
                2,
                shop.productLines(),
                (row, line) -> set(row, line.productLine(), line.textDescription()));
        fill(
                "products",
                9,
                shop.products(),
                (row, p) -> set(
                        row,
                        p.productCode(),
                        p.productName(),
                        p.productLine(),
                        p.productScale(),
                        p.productVendor(),
                        p.productDescription(),
                        p.quantityInStock(),
                        p.buyPrice(),
                        p.msrp()));
        fill(
                "customers",
                12,
                shop.customers(),
                (row, c) -> set(
                        row,
                        c.customerNumber(),
                        c.customerName(),
                        c.contactLastName(),
                        c.contactFirstName(),
                        c.phone(),
                        c.addressLine1(),
                        null,
                        c.city(),
                        c.state(),
                        c.postalCode(),
                        c.country(),
                        c.creditLimit()));
        fill(
                "orders",
                7,
                shop.orders(),
                (row, o) -> set(
                        row,
                        o.orderNumber(),
                        o.orderDate(),
                        o.requiredDate(),
                        o.shippedDate(),
                        o.status(),
                        null,
                        o.customerNumber()));
        fill(
                "orderdetails",
                5,
                shop.orders().stream()
                        .flatMap(order -> order.lines().stream().map(line -> new Detail(order, line)))
                        .toList(),
                (row, d) -> set(
                        row,
                        d.order().orderNumber(),
                        d.line().productCode(),
                        d.line().quantityOrdered(),
                        d.line().priceEach(),
                        d.line().orderLineNumber()));
        // Written last: its row says that all the others are there.
        fill("sample_shop", 1, List.of(checksum), (row, sum) -> set(row, sum));
        connection.commit();
        connection.setAutoCommit(true);
        return true;
    }

    private String loaded() throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var tables = statement.executeQuery("SHOW TABLES LIKE 'sample_shop'")) {
                if (!tables.next()) {
                    return "";
                }
            }
            try (var rows = statement.executeQuery("SELECT checksum FROM sample_shop")) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private <T> void fill(String table, int columns, List<T> rows, Binder<T> binder) throws SQLException {
        var places = String.join(
                ", ", Arrays.stream(new String[columns]).map(c -> "?").toList());
        try (var statement = connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
            var waiting = 0;
            for (var row : rows) {
                binder.bind(statement, row);
                statement.addBatch();
                if (++waiting == BATCH_ROWS) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            statement.executeBatch();
        }
    }

    private static void set(PreparedStatement row, @org.jspecify.annotations.Nullable Object... values)
            throws SQLException {
        for (var i = 0; i < values.length; i++) {
            row.setObject(i + 1, values[i]);
        }
    }

    private static List<String> schema() {
        try (var in = ShopLoader.class.getResourceAsStream("shop.sql")) {
            if (in == null) {
                throw new IllegalStateException("The resource shop.sql is not on the class path: build again");
            }
            var script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(script.split(";", -1))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The resource shop.sql could not be read", e);
        }
    }

    private record Detail(ShopOrder order, ShopOrder.Line line) {}

    private interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }
}
