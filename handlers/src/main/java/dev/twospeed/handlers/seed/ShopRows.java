package dev.twospeed.handlers.seed;

import dev.twospeed.recommender.sample.SampleShop;
import dev.twospeed.recommender.sample.ShopOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a sample shop into its empty tables, in one transaction. */
final class ShopRows {
    private static final int BATCH_ROWS = 1000;

    private final Connection connection;

    ShopRows(Connection connection) {
        this.connection = connection;
    }

    void write(SampleShop shop, String checksum) throws SQLException {
        connection.setAutoCommit(false);
        insert(
                "productlines",
                shop.productLines().stream().map(line -> row(line.productLine(), line.textDescription())));
        insert(
                "products",
                shop.products().stream()
                        .map(p -> row(
                                p.productCode(),
                                p.productName(),
                                p.productLine(),
                                p.productScale(),
                                p.productVendor(),
                                p.productDescription(),
                                p.quantityInStock(),
                                p.buyPrice(),
                                p.msrp())));
        insert(
                "customers",
                shop.customers().stream()
                        .map(c -> row(
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
                                c.creditLimit())));
        insert(
                "orders",
                shop.orders().stream()
                        .map(o -> row(
                                o.orderNumber(),
                                o.orderDate(),
                                o.requiredDate(),
                                o.shippedDate(),
                                o.status(),
                                null,
                                o.customerNumber())));
        insert("orderdetails", shop.orders().stream().flatMap(ShopRows::lines));
        // Its row says that all the others are there.
        insert("sample_shop", Stream.of(row(checksum)));
        connection.commit();
    }

    private static Stream<List<@Nullable Object>> lines(ShopOrder order) {
        return order.lines().stream()
                .map(line -> row(
                        order.orderNumber(),
                        line.productCode(),
                        line.quantityOrdered(),
                        line.priceEach(),
                        line.orderLineNumber()));
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private void insert(String table, Stream<List<@Nullable Object>> rows) throws SQLException {
        List<List<@Nullable Object>> all = rows.toList();
        String places = String.join(", ", Collections.nCopies(all.get(0).size(), "?"));
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
            int waiting = 0;
            for (List<@Nullable Object> row : all) {
                for (int i = 0; i < row.size(); i++) {
                    statement.setObject(i + 1, row.get(i));
                }
                statement.addBatch();
                if (++waiting == BATCH_ROWS) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            statement.executeBatch();
        }
    }
}
