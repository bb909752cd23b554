package dev.twospeed.local.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.engines.Engines;
import dev.twospeed.engines.TestMysql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders into a MySQL database and out of it again. */
class OrderTablesTest {
    private static TestMysql mysql;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        mysql = Engines.freshMysql();
    }

    @AfterAll
    static void stop() {
        mysql.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("DROP DATABASE " + TestMysql.DATABASE, "CREATE DATABASE " + TestMysql.DATABASE);
    }

    @Test
    void shouldReadWhatItWrote_andWriteNothingTwice() throws Exception {
        // given codes that differ only in case, and a name in another alphabet
        var orders = orders("A1", "a1");

        // when
        try (var connection = connect()) {
            assertThat(new OrderTables(connection).fill(orders)).isTrue();
        }
        try (var connection = connect()) {
            assertThat(new OrderTables(connection).fill(orders)).isFalse();
        }

        // then
        var read = OrderDatabase.read(address(), mysql.password());
        assertThat(read.rejected().count()).isZero();
        assertThat(read.orders())
                .extracting(Order::lines)
                .isEqualTo(orders.stream().map(Order::lines).toList());
        assertThat(read.orders()).extracting(order -> order.buyer().number()).containsOnly(17, 18);
        assertThat(read.source()).endsWith("/" + TestMysql.DATABASE).doesNotContain(mysql.password());
    }

    @Test
    void shouldMakeRoom_whenOtherOrdersCome() throws Exception {
        try (var connection = connect()) {
            new OrderTables(connection).fill(orders("a", "b"));
        }
        try (var connection = connect()) {
            assertThat(new OrderTables(connection).fill(orders("x", "y"))).isTrue();
        }

        assertThat(OrderDatabase.read(address(), mysql.password())
                        .orders()
                        .get(0)
                        .lines())
                .extracting(line -> line.article().code())
                .containsExactly("x", "y");
    }

    @Test
    void shouldTouchNothing_whenTheDatabaseIsNoSampleShop() throws Exception {
        execute("CREATE TABLE orders (orderNumber INT)", "INSERT INTO orders VALUES (1)");

        try (var connection = connect()) {
            assertThatThrownBy(() -> new OrderTables(connection).fill(orders("a", "b")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has the table orders and is no sample shop, so nothing was written");
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT count(*) FROM orders")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldCountWhatCannotBeUsed_whenADatabaseNamesUnknownProducts() throws Exception {
        try (var connection = connect()) {
            new OrderTables(connection).fill(orders("a", "b"));
        }
        execute(
                "SET foreign_key_checks = 0",
                "UPDATE orderdetails SET productCode = 'gone' WHERE orderNumber = 3 AND productCode = 'b'",
                "UPDATE orderdetails SET quantityOrdered = 0 WHERE orderNumber = 5 AND productCode = 'b'");

        var rejected = OrderDatabase.read(address(), mysql.password()).rejected();

        assertThat(rejected.rows()).isEqualTo(60);
        assertThat(rejected.reasons())
                .extracting(reason -> reason.reason().words() + ": " + rejected.places(reason))
                .containsExactly("no product: order 3", "a quantity that is no number above 0: order 5");
    }

    @Test
    void shouldKnowNoCreditLimit_whenThereIsNone_andOneWithoutCountry() throws Exception {
        try (var connection = connect()) {
            new OrderTables(connection).fill(orders("a", "b"));
        }
        execute(
                "UPDATE customers SET creditLimit = NULL WHERE customerNumber = 17",
                "UPDATE customers SET creditLimit = 21000, country = '' WHERE customerNumber = 18");

        var buyers = OrderDatabase.read(address(), mysql.password()).orders().stream()
                .map(Order::buyer)
                .distinct()
                .toList();

        assertThat(buyers).extracting(Buyer::creditLimit).containsExactlyInAnyOrder(null, 21000.0);
        assertThat(buyers).extracting(Buyer::country).containsExactlyInAnyOrder("Österreich", null);
    }

    @Test
    void shouldSayWhatIsMissing_whenTheDatabaseIsAnother() {
        assertThatThrownBy(() -> OrderDatabase.read(address(), mysql.password()))
                .hasMessageContaining("Reading mysql://admin@localhost:")
                .hasMessageContaining("customers' doesn't exist")
                .hasMessageContaining("It needs the tables customers, products, orders and orderdetails");
        assertThatThrownBy(() -> OrderDatabase.read(address(), "not this"))
                .hasMessageContaining("Access denied for user 'admin'")
                .hasMessageNotContaining("not this");
    }

    /** 30 orders of two products each, a day each. */
    private List<Order> orders(String first, String second) throws Exception {
        var rows = new ArrayList<>(List.of("customer,product,quantity,timestamp,unit_price,product_name,country"));
        for (var day = 0; day < 30; day++) {
            for (var code : List.of(first, second)) {
                rows.add(String.format(
                        Locale.ROOT,
                        "%d,%s,%d,%s,2.5,Grün ☕ %s,Österreich",
                        17 + day % 2,
                        code,
                        day + 1,
                        LocalDate.of(2026, 1, 1).plusDays(day),
                        code));
            }
        }
        return OrderFile.read(Files.write(folder.resolve("orders.csv"), rows)).orders();
    }

    private static MysqlAddress address() {
        return MysqlAddress.of("mysql://" + TestMysql.MASTER + "@localhost:" + mysql.port() + "/" + TestMysql.DATABASE);
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://localhost:" + mysql.port() + "/" + TestMysql.DATABASE + "?rewriteBatchedStatements=true",
                TestMysql.MASTER,
                mysql.password());
    }

    private static void execute(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
