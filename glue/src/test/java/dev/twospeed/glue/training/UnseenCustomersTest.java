package dev.twospeed.glue.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.glue.training.Hyperparameters.NeighbourView;
import dev.twospeed.glue.training.TrainingData.Customer;
import dev.twospeed.recommender.evaluate.Metrics;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import dev.twospeed.recommender.sample.SampleShop;
import dev.twospeed.recommender.sample.ShopOrder;
import dev.twospeed.recommender.serve.History;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import dev.twospeed.recommender.serve.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Customers who were not trained on are served as well as those who were. */
class UnseenCustomersTest {
    private static final Hyperparameters CHOSEN =
            new Hyperparameters(32, 6, 3, 0.011, 1, 10, new NeighbourView(0.3, 150, 5, 1), 7);

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void shouldLoseAtMostThreePercent_whenThirtyPercentOfCustomersAreFoldedInAndNotTrainedIn() {
        TrainingData shop = shop(SampleShop.generate(1000, 110, 7));
        Holdout split = Holdout.of(shop, 7, 0);
        List<int[]> withoutSome = new ArrayList<>();
        for (int customer = 0; customer < shop.customers().size(); customer++) {
            withoutSome.add(isHeldOut(customer) ? new int[0] : split.training().row(customer));
        }

        double trainedIn = ndcg(shop, split, shop.with(split.training()));
        double foldedIn = ndcg(
                shop,
                split,
                shop.with(SparseRows.of(withoutSome, shop.products().size())));

        assertThat(foldedIn).isGreaterThanOrEqualTo(0.97 * trainedIn);
    }

    private static boolean isHeldOut(int customer) {
        return customer % 10 < 3;
    }

    private static double ndcg(TrainingData shop, Holdout split, TrainingData trainedOn) {
        ServingModel model;
        try (ModelFit fit = new ModelFit(JavaSparkContext.fromSparkContext(spark.sparkContext()), trainedOn)) {
            model = fit.fit(CHOSEN);
        }
        InMemoryRecommender recommender = new InMemoryRecommender(model);
        return split.sessions().stream()
                .filter(session -> isHeldOut(session.customer()))
                .mapToDouble(session -> {
                    Customer customer = shop.customers().get(session.customer());
                    List<String> list = recommender
                            .recommended(
                                    recommender.fold(
                                            History.of(session.given()), customer.country(), customer.creditLimit()),
                                    Selection.unseen(10))
                            .stream()
                            .map(ScoredProduct::productCode)
                            .toList();
                    return Metrics.ndcg(
                            list,
                            Arrays.stream(session.truth())
                                    .mapToObj(product ->
                                            shop.products().get(product).code())
                                    .collect(Collectors.toSet()),
                            10);
                })
                .average()
                .orElseThrow();
    }

    private static TrainingData shop(SampleShop shop) {
        List<String> codes = shop.orders().stream()
                .flatMap(order -> order.lines().stream())
                .map(ShopOrder.Line::productCode)
                .distinct()
                .sorted()
                .toList();
        SortedMap<Integer, TreeSet<Integer>> histories = new TreeMap<>();
        shop.orders()
                .forEach(order -> order.lines()
                        .forEach(line -> histories
                                .computeIfAbsent(order.customerNumber(), unseen -> new TreeSet<>())
                                .add(codes.indexOf(line.productCode()))));
        Map<Integer, Customer> features = shop.customers().stream()
                .collect(Collectors.toMap(
                        customer -> customer.customerNumber(),
                        customer -> new Customer(
                                Integer.toString(customer.customerNumber()),
                                customer.country(),
                                customer.creditLimit().doubleValue())));
        return new TrainingData(
                histories.keySet().stream().map(features::get).toList(),
                codes.stream().map(code -> new Product(code, "", 0)).toList(),
                SparseRows.of(
                        histories.values().stream()
                                .map(products -> products.stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray())
                                .toList(),
                        codes.size()));
    }
}
