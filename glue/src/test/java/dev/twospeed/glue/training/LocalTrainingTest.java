package dev.twospeed.glue.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.recommender.model.ModelFolder;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import dev.twospeed.recommender.sample.SampleShop;
import dev.twospeed.recommender.sample.ShopOrder;
import dev.twospeed.recommender.serve.History;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import dev.twospeed.recommender.serve.Selection;
import dev.twospeed.recommender.table.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTrainingTest {
    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void shouldWriteTheSameBytes_whateverTheOrderOfTheRows() throws IOException {
        List<String> rows = shop();
        train("one", rows, Wish.of(8, 7));
        Collections.shuffle(rows, new Random(1));
        rows.addAll(rows.subList(0, 50));
        train("two", rows, Wish.of(8, 7));

        assertThat(bytes("two")).isEqualTo(bytes("one"));
    }

    @Test
    void shouldValidateOnTheLastInteractions_andBeatPopularity() throws IOException {
        ModelReader reader = train("shop", shop(), Wish.of(16, 7));

        SortedMap<String, Double> metrics = reader.manifest().metrics();
        assertThat(metrics.get("model_ndcg_at_10")).isGreaterThan(metrics.get("popularity_ndcg_at_10"));
        assertThat(metrics.get("validation_lists")).isGreaterThan(100);
    }

    @Test
    void shouldSearchNothing_whenAllIsGiven() throws IOException {
        ModelReader reader = train("given", shop(), new Wish(8, 7, 4, 0.02, 0.45));

        assertThat(reader.manifest().hyperparameters())
                .containsEntry("iterations", 4.0)
                .containsEntry("regularization", 0.02)
                .containsEntry("blend_weight", 0.45);
    }

    @Test
    void shouldKnowTheOnlyProduct_whenThereIsOneCustomerOrOneProduct() throws IOException {
        ServingModel customer =
                train("customer", List.of("c,P", "c,Q"), Wish.of(4, 7)).readServingModel();
        ServingModel product =
                train("product", List.of("a,P", "b,P", "c,P"), Wish.of(4, 7)).readServingModel();

        assertThat(customer.products()).hasSize(2);
        assertThat(new InMemoryRecommender(product)
                        .recommended(
                                new InMemoryRecommender(product).fold(History.of(new int[0]), null, null),
                                Selection.unseen(3)))
                .hasSize(1);
    }

    @Test
    void shouldTrain_whenAllCustomersAreTheSame() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int customer = 0; customer < 30; customer++) {
            for (int product = 0; product < 6; product++) {
                rows.add("c" + customer + ",P" + product);
            }
        }

        assertThat(train("same", rows, Wish.of(4, 7)).readServingModel().products())
                .allSatisfy(product -> assertThat(product.popularity()).isEqualTo(30));
    }

    @Test
    void shouldKeepCodesAsTheyAre_whenTheyHoldCommasQuotesAndOtherLetters() throws IOException {
        String code = "S10,\"1\" ü日";

        ServingModel model = train("codes", List.of(Csv.row("ç", code).strip()), Wish.of(4, 7))
                .readServingModel();

        assertThat(model.indexOf(code)).isZero();
    }

    @Test
    void shouldTrainWithoutSearch_whenEachOfAMillionProductsHasOneBuyer() throws IOException {
        int products = 1_000_000;
        List<String> rows = new ArrayList<>();
        for (int product = 0; product < products; product++) {
            rows.add("c" + product % 20_000 + ",P" + product);
        }

        ModelReader reader = train("rare", rows, Wish.of(4, 7));

        assertThat(reader.manifest().items()).isEqualTo(products);
        assertThat(reader.manifest().metrics()).isEmpty();
        assertThat(reader.readServingModel().products().stream().mapToDouble(Product::popularity))
                .containsOnly(1.0);
    }

    private ModelReader train(String name, List<String> rows, Wish wish) throws IOException {
        List<String> lines = new ArrayList<>();
        int fields = rows.get(0).startsWith("\"") ? 2 : rows.get(0).split(",", -1).length;
        lines.add(fields == 5 ? "customer,product,timestamp,country,credit_limit" : "customer,product");
        lines.addAll(rows);
        // One file name, since the manifest tells it.
        Path file = Files.write(folder.resolve("interactions.csv"), lines);
        new LocalTraining(JavaSparkContext.fromSparkContext(spark.sparkContext()))
                .run(file, folder.resolve(name), wish);
        return ModelReader.open(new ModelFolder(folder.resolve(name)));
    }

    private static List<String> shop() {
        SampleShop shop = SampleShop.generate(200, 110, 7);
        SortedMap<Integer, String> features = new TreeMap<>();
        shop.customers()
                .forEach(customer ->
                        features.put(customer.customerNumber(), customer.country() + "," + customer.creditLimit()));
        List<String> rows = new ArrayList<>();
        for (ShopOrder order : shop.orders()) {
            order.lines()
                    .forEach(line -> rows.add(order.customerNumber() + "," + line.productCode() + ","
                            + order.orderDate() + "," + features.get(order.customerNumber())));
        }
        return rows;
    }

    private SortedMap<String, String> bytes(String name) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (var listed = Files.list(folder.resolve(name))) {
            for (Path file : listed.toList()) {
                files.put(file.getFileName().toString(), new String(Files.readAllBytes(file), "ISO-8859-1"));
            }
        }
        return files;
    }
}
