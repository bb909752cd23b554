package dev.twospeed.glue;

import dev.twospeed.engines.Engines;
import dev.twospeed.engines.TestMysql;
import dev.twospeed.glue.source.DatabaseLogin;
import dev.twospeed.glue.source.SourceDatabase;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A shop database with the tables of classicmodels that the ETL reads. */
final class Shop implements Closeable {
    private final TestMysql mysql = Engines.freshMysql();
    private int databases;
    private String database = TestMysql.DATABASE;

    /** Makes a database with empty tables and goes on with it. */
    void fresh() {
        database = "shop" + ++databases;
        try (var connection = connect("")) {
            run(connection, "create database " + database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        run("create table customers (customerNumber int primary key, customerName varchar(50), city varchar(50),"
                + " state varchar(50), postalCode varchar(15), country varchar(50), creditLimit decimal(10,2))");
        run("create table products (productCode varchar(15) primary key, productLine varchar(50),"
                + " productScale varchar(10), quantityInStock smallint, buyPrice decimal(10,2), MSRP decimal(10,2))");
        run("create table orders (orderNumber int primary key, customerNumber int)");
        run("create table orderdetails (orderNumber int, productCode varchar(15), quantityOrdered int,"
                + " primary key (orderNumber, productCode))");
    }

    void customer(int number, String city) {
        run("insert into customers values (" + number + ", 'n', '" + city + "', null, '44000', 'France', 21000.50)");
    }

    void product(String code) {
        run("insert into products values ('" + code + "', 'Ships', '1:700', 1898, 59.33, 92.25)");
    }

    void order(int number, int customer, String product, int quantity) {
        run("insert into orders values (" + number + ", " + customer + ")");
        run("insert into orderdetails values (" + number + ", '" + product + "', " + quantity + ")");
    }

    void run(String statement) {
        try (var connection = connect(database)) {
            run(connection, statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** Most connections at a time since the last {@code flush status}. */
    int mostConnections() {
        try (var connection = connect("");
                var statement = connection.createStatement();
                var result = statement.executeQuery("show global status like 'Max_used_connections'")) {
            result.next();
            return result.getInt(2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    SourceDatabase source() {
        return source(Engines.authority().caPem());
    }

    SourceDatabase source(String additionalCaPem) {
        return new SourceDatabase(
                "localhost",
                mysql.port(),
                database,
                new DatabaseLogin(TestMysql.MASTER, mysql.password()),
                additionalCaPem);
    }

    private Connection connect(String name) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", TestMysql.MASTER);
        properties.setProperty("password", mysql.password());
        return DriverManager.getConnection("jdbc:mysql://localhost:" + mysql.port() + "/" + name, properties);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        mysql.close();
    }
}
