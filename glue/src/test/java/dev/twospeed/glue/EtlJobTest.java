package dev.twospeed.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.glue.ratings.EmptySource;
import dev.twospeed.glue.ratings.Snapshot;
import dev.twospeed.glue.ratings.SnapshotCatalog;
import dev.twospeed.glue.ratings.TrainingRows;
import dev.twospeed.glue.source.SourceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtlJobTest {
    private static final Instant NIGHT = Instant.parse("2026-11-24T02:30:00Z");

    private static Shop shop;
    private static SparkSession spark;

    @TempDir
    Path folder;

    private final List<Snapshot> registered = new ArrayList<>();

    @BeforeAll
    static void start() {
        shop = new Shop();
        // More workers than connections are allowed.
        spark = SparkSession.builder()
                .master("local[8]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
        shop.close();
    }

    @BeforeEach
    void fresh() {
        shop.fresh();
        shop.customer(103, "Nantes");
        shop.customer(112, "Lyon");
        shop.product("S10_1678");
        shop.product("S10_1949");
    }

    @Test
    void shouldDeriveRatingsFromQuantities_whenTheShopKeepsNone() {
        shop.order(10100, 103, "S10_1678", 10);
        shop.order(10101, 103, "S10_1678", 50);
        shop.order(10102, 112, "S10_1678", 20);
        shop.order(10103, 112, "S10_1949", 1);

        var snapshot = run(shop.source());

        assertThat(snapshot.name()).isEqualTo("20261124T023000Z");
        assertThat(snapshot.location()).endsWith("/snapshot=20261124T023000Z/");
        assertThat(snapshot.rows()).isEqualTo(3);
        assertThat(snapshot.highestOrder()).isEqualTo(10103);
        // Buyers of S10_1678 order 40 in total: 60 is half a doubling more, which rounds up, 20 a halving less.
        assertThat(ratings(snapshot)).containsExactly("103 S10_1678 4.0", "112 S10_1678 2.0", "112 S10_1949 3.0");
        assertThat(read(snapshot).get(0))
                .isEqualTo(RowFactory.create(
                        103,
                        "Nantes",
                        null,
                        "44000",
                        "France",
                        21000.5,
                        "S10_1678",
                        "Ships",
                        "1:700",
                        1898,
                        59.33,
                        92.25,
                        4.0));
        assertThat(spark.read().parquet(snapshot.location()).columns())
                .containsExactly(
                        "customerNumber",
                        "city",
                        "state",
                        "postalCode",
                        "country",
                        "creditLimit",
                        "productCode",
                        "productLine",
                        "productScale",
                        "quantityInStock",
                        "buyPrice",
                        "MSRP",
                        "productRating");
    }

    @Test
    void shouldTakeTheShopsRatings_whenItKeepsSome() {
        shop.order(10100, 103, "S10_1678", 10);
        shop.run("create table ratings (customerNumber int, productCode varchar(15), productRating int)");
        shop.run("insert into ratings values (103, 'S10_1949', 5), (112, 'S10_1949', 2), (112, 'S10_1949', 3)");

        assertThat(ratings(run(shop.source()))).containsExactly("103 S10_1949 5.0", "112 S10_1949 2.5");
    }

    @Test
    void shouldWriteTheSameRows_whenRunTwice() {
        fillShop();

        var first = run(shop.source(), NIGHT);
        var second = run(shop.source(), NIGHT.plusSeconds(1));

        assertThat(registered).containsExactly(first, second);
        assertThat(read(second)).hasSize(2000).isEqualTo(read(first));
    }

    @Test
    void shouldLeaveOutLaterOrders_whenTheHighestIsFixed() {
        shop.order(10100, 103, "S10_1678", 10);
        shop.order(10101, 112, "S10_1949", 10);

        var content = new TrainingRows(spark, shop.source()).upTo(10100);

        assertThat(content.pairs()).isEqualTo(1);
        assertThat(content.rows().collectAsList())
                .extracting(row -> row.getInt(0))
                .containsExactly(103);
    }

    @Test
    void shouldOpenFourConnectionsAtMost_whenThereAreMoreWorkers() {
        fillShop();
        shop.run("flush status");

        run(shop.source());

        // The last one is the question itself.
        assertThat(shop.mostConnections()).isBetween(2, SourceDatabase.MOST_CONNECTIONS + 1);
    }

    @Test
    void shouldRegisterNothing_whenTheShopIsEmpty() {
        assertThatThrownBy(() -> run(shop.source()))
                .isInstanceOf(EmptySource.class)
                .hasMessageContaining("no order line")
                .hasMessageContaining(shop.source().url());
        shop.run("create table ratings (customerNumber int, productCode varchar(15), productRating int)");
        assertThatThrownBy(() -> run(shop.source())).isInstanceOf(EmptySource.class);
        shop.run("drop table ratings, orders");
        assertThatThrownBy(() -> run(shop.source()))
                .isInstanceOf(EmptySource.class)
                .hasMessageContaining("neither a table ratings nor a table orders");

        assertThat(registered).isEmpty();
    }

    @Test
    void shouldRegisterNothing_whenTooMuchIsNull() {
        shop.order(10100, 103, "S10_1678", 10);
        shop.run("update products set productLine = null");

        assertThatThrownBy(() -> run(shop.source()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("productLine is null in 100.00 % of the rows, allowed is 5 %");
        assertThat(registered).isEmpty();
    }

    @Test
    void shouldRegisterNothing_whenRatingsNameUnknownProducts() {
        shop.order(10100, 103, "S10_1678", 10);
        shop.order(10101, 103, "S99_9999", 10);

        assertThatThrownBy(() -> run(shop.source()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 rows were written for 2 pairs");
        assertThat(registered).isEmpty();
    }

    @Test
    void shouldWriteTheSameRows_whenTheShopHasNewColumns() {
        shop.order(10100, 103, "S10_1678", 10);
        var before = read(run(shop.source()));
        shop.run("alter table products add column weight int first");
        shop.run("alter table customers modify column creditLimit double, add column phone varchar(20)");

        assertThat(read(run(shop.source(), NIGHT.plusSeconds(1)))).isEqualTo(before);
    }

    @Test
    void shouldRegisterNothing_whenAColumnIsGone() {
        shop.order(10100, 103, "S10_1678", 10);
        shop.run("alter table products rename column productLine to line");

        assertThatThrownBy(() -> run(shop.source()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("productLine")
                .hasMessageContaining(shop.source().url());
        assertThat(registered).isEmpty();
    }

    @Test
    void shouldRegisterNothing_whenAColumnHoldsAnotherKindOfValue() {
        shop.order(10100, 103, "S10_1678", 10);
        shop.run("alter table products modify column MSRP varchar(20)");
        shop.run("update products set MSRP = 'on request'");

        assertThatThrownBy(() -> run(shop.source()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MSRP is null in 100.00 % of the rows");
        assertThat(registered).isEmpty();
    }

    @Test
    void shouldWriteASnapshotOfItsOwn_whenTheRunBeforeWasKilledInTheMiddle() throws Exception {
        shop.order(10100, 103, "S10_1678", 10);
        // What Spark leaves behind of a job that never came to its end.
        var half = folder.resolve("ratings_ml_training/snapshot=20261124T023000Z/_temporary/0/task_1/part-0.parquet");
        Files.createDirectories(half.getParent());
        Files.write(half, new byte[] {'P', 'A', 'R', '1', 0});

        var snapshot = run(shop.source(), NIGHT.plusSeconds(60));

        assertThat(registered).containsExactly(snapshot);
        assertThat(read(snapshot)).hasSize(1);
    }

    @Test
    void shouldNotTalkToTheDatabase_whenNoTrustedAuthorityVouchesForIt() {
        shop.order(10100, 103, "S10_1678", 10);

        assertThatThrownBy(() -> run(shop.source("")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Connecting to the source database jdbc:mysql://localhost")
                .hasMessageContaining("signed by an authority");
        assertThat(registered).isEmpty();
    }

    private Snapshot run(SourceDatabase source) {
        return run(source, NIGHT);
    }

    private Snapshot run(SourceDatabase source, Instant time) {
        var catalog = new SnapshotCatalog() {
            @Override
            public void check() {}

            @Override
            public void register(Snapshot snapshot) {
                registered.add(snapshot);
            }
        };
        return EtlJob.run(spark, source, folder.toUri() + "ratings_ml_training/", catalog, time);
    }

    /** 100 customers who order 20 products each. */
    private static void fillShop() {
        var customers = new ArrayList<String>();
        var orders = new ArrayList<String>();
        var lines = new ArrayList<String>();
        var products = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            customers.add("(" + (1000 + i) + ", 'n', 'Nantes', null, null, 'France', null)");
            products.add("('P" + i + "', 'Ships', '1:10', 5, 1.5, 2.5)");
            for (int k = 0; k < 20; k++) {
                int order = 20_000 + i * 20 + k;
                orders.add("(" + order + ", " + (1000 + i) + ")");
                lines.add("(" + order + ", 'P" + (i * 7 + k * 3) % 100 + "', " + (1 + (i + k) % 9) + ")");
            }
        }
        shop.run("insert into customers values " + String.join(",", customers));
        shop.run("insert into products values " + String.join(",", products));
        shop.run("insert into orders values " + String.join(",", orders));
        shop.run("insert into orderdetails values " + String.join(",", lines));
    }

    private static List<String> ratings(Snapshot snapshot) {
        return read(snapshot).stream()
                .map(row -> row.getInt(0) + " " + row.getString(6) + " " + row.getDouble(12))
                .toList();
    }

    private static List<Row> read(Snapshot snapshot) {
        return spark.read().parquet(snapshot.location()).collectAsList();
    }
}
