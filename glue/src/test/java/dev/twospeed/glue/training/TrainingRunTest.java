package dev.twospeed.glue.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.event.HistoryItem;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.model.Manifest;
import dev.twospeed.recommender.model.ModelFolder;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import dev.twospeed.recommender.sample.HeldOutSession;
import dev.twospeed.recommender.sample.SampleShop;
import dev.twospeed.recommender.sample.ShopCustomer;
import dev.twospeed.recommender.serve.FoldIn;
import dev.twospeed.recommender.serve.History;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import dev.twospeed.recommender.serve.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);
    private static final SampleShop SHOP = SampleShop.generate(300, 110, 7);

    @TempDir
    static Path folder;

    private static SparkSession spark;
    private static RegisteredSnapshots snapshots;
    private static Manifest published;

    @BeforeAll
    static void trainOnce() throws IOException {
        spark = LocalSpark.start();
        snapshots = ShopSnapshot.of(SHOP, spark, folder.resolve("shop"));
        published = run(snapshots, "models");
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void shouldPublishAModelThatReadsBackWhole() throws IOException {
        ModelReader reader = reader("models", published);
        Set<String> customers = new TreeSet<>();
        reader.forEachUser(row -> customers.add(row.customer()));

        assertThat(reader.manifest()).isEqualTo(published);
        assertThat(published.version()).matches("20260102T120000Z-[0-9a-f]{8}");
        assertThat(published.snapshot()).isEqualTo("20260101T000000Z");
        assertThat(customers).hasSize(300);
        assertThat(reader.readServingModel().products()).hasSize(published.items());
    }

    @Test
    void shouldExportEachCustomerAsTheFoldInOfTheHistory() throws IOException {
        ModelReader reader = reader("models", published);
        ServingModel model = reader.readServingModel();
        FoldIn foldIn = new FoldIn(model.foldIn(), model.factors());
        Map<String, Set<Integer>> histories = new HashMap<>();
        SHOP.orders()
                .forEach(order -> order.lines()
                        .forEach(line -> histories
                                .computeIfAbsent(Integer.toString(order.customerNumber()), customer -> new TreeSet<>())
                                .add(model.indexOf(line.productCode()))));
        Map<String, ShopCustomer> customers = SHOP.customers().stream()
                .collect(Collectors.toMap(c -> Integer.toString(c.customerNumber()), Function.identity()));

        reader.forEachUser(row -> {
            ShopCustomer customer = customers.get(row.customer());
            double[] prior = model.foldIn()
                    .prior()
                    .expected(customer.country(), customer.creditLimit().doubleValue());
            int[] history = histories.get(row.customer()).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            double[] folded = foldIn.fold(History.of(history), prior);
            double difference = 0;
            double length = 0;
            for (int i = 0; i < folded.length; i++) {
                difference += Math.pow(folded[i] - row.factors()[i], 2);
                length += folded[i] * folded[i];
            }
            assertThat(Math.sqrt(difference / length)).isLessThanOrEqualTo(1e-4);
        });
    }

    @Test
    void shouldWriteTheSameBytes_whenDataAndSeedAreTheSame() throws IOException {
        Manifest again = run(snapshots, "again");

        assertThat(again).isEqualTo(published);
    }

    @Test
    void shouldCloseMostOfTheGapBetweenPopularityAndThePlantedTruth() throws IOException {
        ServingModel model = reader("models", published).readServingModel();
        InMemoryRecommender recommender = new InMemoryRecommender(model);
        int products = SHOP.products().size();
        Evaluation.Collector ours = new Evaluation.Collector(10, products);
        Evaluation.Collector oracle = new Evaluation.Collector(10, products);
        Evaluation.Collector popular = new Evaluation.Collector(10, products);
        for (HeldOutSession session : SHOP.sessions(600)) {
            Set<String> truth = new HashSet<>(session.truth());
            Set<String> seen = session.event().browseHistory().stream()
                    .map(HistoryItem::productCode)
                    .collect(Collectors.toSet());
            List<String> recommended =
                    recommender.recommend(session.event(), Selection.unseen(10)).recommended().stream()
                            .map(ScoredProduct::productCode)
                            .toList();
            ours.add(recommended, truth);
            oracle.add(SHOP.oracle(session.event().customerNumber(), seen, 10), truth);
            popular.add(SHOP.popular(seen, 10), truth);
        }
        double floor = popular.evaluation().recall().mean();

        double gapClosed = (ours.evaluation().recall().mean() - floor)
                / (oracle.evaluation().recall().mean() - floor);
        assertThat(gapClosed).isGreaterThanOrEqualTo(0.65);
    }

    @Test
    void shouldCompareWithTheActiveModel_andPublishWhatIsAsGood() throws IOException {
        activate("again-active", published);

        Manifest again = run(snapshots, "again-active");

        assertThat(again.files()).isEqualTo(published.files());
        assertThat(again.metrics())
                .containsEntry("over_active_ndcg_at_10", 0.0)
                .containsEntry("active_ndcg_at_10", again.metrics().get("trained_ndcg_at_10"));
    }

    @Test
    void shouldNotPublish_whenTheActiveModelIsSignificantlyBetter() throws IOException {
        activate("poor", published);

        assertThatThrownBy(() -> run(snapshots, "poor", Wish.of(1, 7), QualityGate.ENFORCE))
                .isInstanceOf(QualityGate.Rejected.class)
                .hasMessageContaining("not published")
                .hasMessageContaining("significantly below the active model");
        try (var versions = Files.list(folder.resolve("poor"))) {
            assertThat(versions.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("active.json", published.version());
        }
        assertThat(run(snapshots, "poor", Wish.of(1, 7), QualityGate.WARN)
                        .metrics()
                        .get("over_active_ndcg_at_10"))
                .isNegative();
    }

    @Test
    void shouldNotPublish_whenMostCustomersAreLost() throws IOException {
        activate("lossy", published);
        List<Row> rows = new ArrayList<>();
        SHOP.orders().stream()
                .filter(order -> order.customerNumber() % 3 == 0)
                .forEach(order -> order.lines()
                        .forEach(line -> rows.add(
                                RowFactory.create(order.customerNumber(), null, null, line.productCode(), null))));
        RegisteredSnapshots lossy = ShopSnapshot.of(rows, spark, folder.resolve("lossy-shop"));

        assertThatThrownBy(() -> run(lossy, "lossy"))
                .isInstanceOf(QualityGate.Rejected.class)
                .hasMessageContaining("of the active model's customers");
    }

    @Test
    void shouldPublish_whenTheActiveModelIsGoneOrDamaged() throws IOException {
        activate("damaged", published);
        Files.writeString(folder.resolve("damaged").resolve(published.version()).resolve("items.csv"), "lost");

        assertThat(run(snapshots, "damaged").metrics()).doesNotContainKey("active_ndcg_at_10");
    }

    @Test
    void shouldSayThatEtlComesFirst_whenThereIsNoSnapshot() {
        assertThatThrownBy(() -> run(Optional::empty, "none"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run the ETL job first");
    }

    @Test
    void shouldRefuse_whenTheSnapshotHoldsNothing() {
        RegisteredSnapshots empty = ShopSnapshot.of(List.of(), spark, folder.resolve("empty"));

        assertThatThrownBy(() -> run(empty, "none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no interaction");
    }

    @Test
    void shouldPublish_whenThereIsOneCustomerWithOneProduct() throws IOException {
        RegisteredSnapshots tiny = ShopSnapshot.of(
                List.of(RowFactory.create(101, null, null, "S10_\"1\",ü", null)), spark, folder.resolve("tiny"));

        Manifest manifest = run(tiny, "tiny-models");

        assertThat(reader("tiny-models", manifest).readServingModel().indexOf("S10_\"1\",ü"))
                .isZero();
    }

    @Test
    void shouldPublish_whenAllCustomersAreTheSame() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int customer = 0; customer < 20; customer++) {
            for (int product = 0; product < 6; product++) {
                rows.add(RowFactory.create(customer, "France", 1000.0, "S" + product, "Ships"));
            }
        }
        RegisteredSnapshots same = ShopSnapshot.of(rows, spark, folder.resolve("same"));

        ServingModel model = reader("same-models", run(same, "same-models")).readServingModel();

        assertThat(model.products()).hasSize(6);
        assertThat(model.products())
                .allSatisfy(product -> assertThat(product.popularity()).isEqualTo(20));
    }

    @Test
    void shouldCountAPairOnce_andIgnoreWhatSaysNothing() throws IOException {
        List<Row> rows = List.of(
                RowFactory.create(101, "France", Double.NaN, "S1", "Ships"),
                RowFactory.create(101, "France", Double.NaN, "S1", "Ships"),
                RowFactory.create(102, null, -5.0, "S1", "Ships"),
                RowFactory.create(null, "France", 1.0, "S1", "Ships"),
                RowFactory.create(103, "France", 1.0, null, null));
        RegisteredSnapshots odd = ShopSnapshot.of(rows, spark, folder.resolve("odd"));

        Manifest manifest = run(odd, "odd-models");

        assertThat(manifest.users()).isEqualTo(2);
        assertThat(reader("odd-models", manifest).readServingModel().products())
                .containsExactly(new Product("S1", "Ships", 2));
    }

    @Test
    void shouldNameTheColumns_whenTheSnapshotIsOfAnotherKind() {
        String location = folder.resolve("other").toUri().toString();
        spark.range(3).toDF("productCode").write().parquet(location);

        assertThatThrownBy(() -> run(() -> Optional.of(new RegisteredSnapshot("s", location)), "none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("customerNumber")
                .hasMessageContaining("run the ETL job");
    }

    /** Copies a published model to other models and makes it the active one, as the loader does. */
    private static void activate(String name, Manifest model) throws IOException {
        Path from = folder.resolve("models").resolve(model.version());
        Path to = Files.createDirectories(folder.resolve(name).resolve(model.version()));
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve(name).resolve("active.json"), "{\"version\":\"" + model.version() + "\"}");
    }

    private static Manifest run(RegisteredSnapshots catalog, String name) throws IOException {
        return run(catalog, name, Wish.of(32, 7), QualityGate.ENFORCE);
    }

    private static Manifest run(RegisteredSnapshots catalog, String name, Wish wish, QualityGate gate)
            throws IOException {
        String location = folder.resolve(name).toUri().toString();
        ModelPublisher publisher =
                new ModelPublisher(location, spark.sparkContext().hadoopConfiguration());
        ActiveModel active = new ActiveModel(location, spark.sparkContext().hadoopConfiguration());
        return new TrainingRun(spark, catalog, active, publisher, NOON).run(wish, gate);
    }

    private static ModelReader reader(String name, Manifest manifest) throws IOException {
        return ModelReader.open(new ModelFolder(folder.resolve(name).resolve(manifest.version())));
    }
}
