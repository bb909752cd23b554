package dev.twospeed.local.glue;

import dev.twospeed.engines.Engines;
import dev.twospeed.engines.TestMysql;
import dev.twospeed.recommender.sample.SampleShop;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A MySQL-protocol database with the sample shop in it, as far as the ETL reads it. */
final class SourceShop implements Closeable {
    private static final int ROWS_A_STATEMENT = 1000;

    private final TestMysql mysql = Engines.freshMysql();

    /** Fills the empty database. */
    void fill(SampleShop shop) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", TestMysql.MASTER);
        properties.setProperty("password", mysql.password());
        var url =
                "jdbc:mysql://localhost:" + mysql.port() + "/" + TestMysql.DATABASE + "?rewriteBatchedStatements=true";
        try (var connection = DriverManager.getConnection(url, properties)) {
            create(connection);
            var rows = new ArrayList<List<Object>>();
            shop.customers()
                    .forEach(c -> rows.add(
                            List.of(c.customerNumber(), c.city(), "", c.postalCode(), c.country(), c.creditLimit())));
            insert(connection, "customers", rows);
            shop.products()
                    .forEach(p -> rows.add(List.of(
                            p.productCode(),
                            p.productLine(),
                            p.productScale(),
                            p.quantityInStock(),
                            p.buyPrice(),
                            p.msrp())));
            insert(connection, "products", rows);
            shop.orders().forEach(o -> rows.add(List.of(o.orderNumber(), o.customerNumber())));
            insert(connection, "orders", rows);
            shop.orders()
                    .forEach(o -> o.lines()
                            .forEach(l -> rows.add(List.of(o.orderNumber(), l.productCode(), l.quantityOrdered()))));
            insert(connection, "orderdetails", rows);
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table customers (customerNumber int primary key, city varchar(50),"
                    + " state varchar(50), postalCode varchar(15), country varchar(50), creditLimit decimal(10,2))");
            statement.execute("create table products (productCode varchar(15) primary key, productLine varchar(50),"
                    + " productScale varchar(10), quantityInStock smallint, buyPrice decimal(10,2),"
                    + " MSRP decimal(10,2))");
            statement.execute("create table orders (orderNumber int primary key, customerNumber int)");
            statement.execute("create table orderdetails (orderNumber int, productCode varchar(15),"
                    + " quantityOrdered int, primary key (orderNumber, productCode))");
        }
    }

    private static void insert(Connection connection, String table, List<List<Object>> rows) throws SQLException {
        var marks = String.join(",", rows.get(0).stream().map(value -> "?").toList());
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("insert into " + table + " values (" + marks + ")")) {
            for (int i = 0; i < rows.size(); i++) {
                for (int k = 0; k < rows.get(i).size(); k++) {
                    statement.setObject(k + 1, rows.get(i).get(k));
                }
                statement.addBatch();
                if (i % ROWS_A_STATEMENT == ROWS_A_STATEMENT - 1 || i == rows.size() - 1) {
                    statement.executeBatch();
                }
            }
        }
        connection.commit();
        rows.clear();
    }

    int port() {
        return mysql.port();
    }

    String secret() {
        return mysql.masterSecret();
    }

    @Override
    public void close() {
        mysql.close();
    }
}
