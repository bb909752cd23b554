package dev.twospeed.handlers.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.engines.Engines;
import dev.twospeed.engines.TestMysql;
import dev.twospeed.handlers.database.DatabaseAddress;
import dev.twospeed.handlers.database.MasterSecret;
import dev.twospeed.handlers.support.TestContext;
import dev.twospeed.recommender.sample.SampleShop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seeding on a real server, over TLS. */
class SeedingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SeedRequest SMALL = new SeedRequest(50, 30, 7, false);

    private static TestMysql mysql;
    private static int databases;

    private String database;

    @BeforeAll
    static void start() {
        mysql = Engines.freshMysql();
    }

    @AfterAll
    static void stop() {
        mysql.close();
    }

    @BeforeEach
    void makeDatabase() throws SQLException {
        database = "shop" + ++databases;
        try (Connection connection = login(TestMysql.DATABASE).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
    }

    private static SourceLogin login(String database) {
        return login(database, Engines.authority().caPem());
    }

    private static SourceLogin login(String database, String authority) {
        return new SourceLogin(
                new DatabaseAddress("localhost", mysql.port(), database, "eu-central-1", authority),
                () -> new MasterSecret.Credentials(TestMysql.MASTER, mysql.password()));
    }

    private Seeding seeding() {
        return new Seeding(login(database), Duration.ofMinutes(1));
    }

    @Test
    void shouldWriteTheWholeShop_whenTheDatabaseIsEmpty() throws Exception {
        SampleShop shop = SampleShop.generate(50, 30, 7);

        Seeded seeded = seeding().run(SMALL);

        assertThat(seeded).isEqualTo(Seeded.of(shop, true));
        assertThat(seeded.orderLines()).isGreaterThan(seeded.orders());
        assertThat(number("select count(*) from customers")).isEqualTo(50);
        assertThat(number("select count(*) from products join productlines using (productLine)"))
                .isEqualTo(30);
        assertThat(number("select count(*) from orders")).isEqualTo(seeded.orders());
        assertThat(number("select count(*) from orderdetails")).isEqualTo(seeded.orderLines());
        assertThat(text("select city from customers where customerNumber = "
                        + shop.customers().get(7).customerNumber()))
                .isEqualTo(shop.customers().get(7).city());
    }

    @Test
    void shouldWriteNothing_whenTheSameShopIsThere() throws Exception {
        Seeded first = seeding().run(SMALL);
        long before = number("select sum(crc32(concat_ws(',', orderNumber, productCode, quantityOrdered, priceEach)))"
                + " from orderdetails");

        Seeded second = seeding().run(SMALL);

        assertThat(first.written()).isTrue();
        assertThat(second).isEqualTo(Seeded.of(SampleShop.generate(50, 30, 7), false));
        assertThat(number("select sum(crc32(concat_ws(',', orderNumber, productCode, quantityOrdered, priceEach)))"
                        + " from orderdetails"))
                .isEqualTo(before);
        assertThat(number("select count(*) from customers")).isEqualTo(50);
    }

    @Test
    void shouldReplaceAnotherShop_onlyWhenAllowed() throws Exception {
        seeding().run(SMALL);

        assertThatThrownBy(() -> seeding().run(new SeedRequest(60, 30, 7, false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(database + " is filled with another sample shop")
                .hasMessageContaining("--replace");
        assertThat(number("select count(*) from customers")).isEqualTo(50);

        assertThat(seeding().run(new SeedRequest(60, 30, 7, true)).written()).isTrue();
        assertThat(number("select count(*) from customers")).isEqualTo(60);
    }

    @Test
    void shouldTouchNothing_whenTheDatabaseIsSomebodysShop() throws Exception {
        execute("create table customers (customerNumber int)");
        execute("insert into customers values (103)");

        assertThatThrownBy(() -> seeding().run(new SeedRequest(50, 30, 7, true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The database " + database + " has the table customers and is no sample shop, so nothing"
                        + " was written: only an empty database is filled.");
        assertThat(number("select customerNumber from customers")).isEqualTo(103);
        assertThat(number("select count(*) from information_schema.tables where table_schema = database()"))
                .isEqualTo(1);
    }

    @Test
    void shouldBeginAnew_whenASeedingDidNotEnd() throws Exception {
        // given one whose connection is cut while it writes: its tables are there, its rows are not
        try (Connection connection = login(database).connect()) {
            new ShopTables(connection).make();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into productlines values ('Ships', null)");
            }
            connection.abort(Runnable::run);
        }

        assertThat(seeding().run(SMALL).written()).isTrue();
        assertThat(number("select count(*) from productlines where productLine = 'Ships' and textDescription is null"))
                .isZero();
    }

    @Test
    void shouldWriteOneShop_whenTwoSeedAtOnce() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            Callable<Seeded> seed = () -> seeding().run(SMALL);
            assertThat(both.invokeAll(List.of(seed, seed)))
                    .extracting(seeded -> seeded.get().written())
                    .containsExactlyInAnyOrder(true, false);
        } finally {
            both.shutdownNow();
        }
        assertThat(number("select count(*) from customers")).isEqualTo(50);
    }

    @Test
    void shouldSaySo_whenAnotherSeedingDoesNotEnd() throws Exception {
        try (Connection other = login(database).connect();
                Statement statement = other.createStatement()) {
            statement.execute("select get_lock('twospeed.seed', 0)");

            assertThatThrownBy(() -> new Seeding(login(database), Duration.ZERO).run(SMALL))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Another seeding of the database is running");
        }
        assertThat(number("select count(*) from information_schema.tables where table_schema = database()"))
                .isZero();
    }

    @Test
    void shouldNotConnect_whenTheServersAuthorityIsNotTrusted() {
        assertThatThrownBy(() -> new Seeding(login(database, ""), Duration.ZERO).run(SMALL))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("as admin failed")
                .hasMessageContaining("Path does not chain with any of the trust anchors");
    }

    @Test
    void shouldAnswerWithCounts_whenInvoked() throws Exception {
        JsonNode answer = invoke("{\"customers\": 50, \"products\": 30, \"seed\": 7}");

        assertThat(answer.path("status").asText()).isEqualTo("seeded");
        assertThat(answer.path("customers").asInt()).isEqualTo(50);
        assertThat(answer.path("order_lines").asLong()).isEqualTo(number("select count(*) from orderdetails"));
        assertThat(invoke("{\"customers\": 50, \"products\": 30, \"seed\": 7}")
                        .path("status")
                        .asText())
                .isEqualTo("already seeded");
    }

    private JsonNode invoke(String request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SeedHandler(seeding())
                .handleRequest(
                        new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)), out, new TestContext());
        return JSON.readTree(out.toByteArray());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = login(database).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    private String text(String query) throws SQLException {
        try (Connection connection = login(database).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
