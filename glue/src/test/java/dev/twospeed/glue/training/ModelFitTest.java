package dev.twospeed.glue.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.glue.training.TrainingData.Customer;
import dev.twospeed.recommender.model.Neighbours;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModelFitTest {
    private static final Hyperparameters CHOSEN =
            new Hyperparameters(8, 3, 0.5, 0.01, 1, 10, new Hyperparameters.NeighbourView(0.3, 5, 5, 1), 7);

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
    void shouldFitTheSame_whetherWorkIsASparkJobOrNot() {
        TrainingData data = data();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        try (ModelFit jobs = new ModelFit(context, data, 0);
                ModelFit local = new ModelFit(context, data, Integer.MAX_VALUE)) {
            ServingModel byJobs = jobs.fit(CHOSEN);
            ServingModel byDriver = local.fit(CHOSEN);

            assertThat(byJobs.factors().values()).isEqualTo(byDriver.factors().values());
            assertThat(jobs.users(byJobs).values())
                    .isEqualTo(local.users(byDriver).values());
            assertThat(listed(byJobs.neighbours())).isEqualTo(listed(byDriver.neighbours()));
        }
    }

    @Test
    void shouldNameAsNeighboursWhatSharesCustomers() {
        TrainingData data = new TrainingData(
                List.of(customer("a"), customer("b"), customer("c")),
                List.of(new Product("A", "", 0), new Product("B", "", 0), new Product("C", "", 0)),
                SparseRows.of(List.of(new int[] {0, 1}, new int[] {0, 1}, new int[] {1, 2}), 3));
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        try (ModelFit fit = new ModelFit(context, data)) {
            // Shared customers count 1/2 each, as their histories have 2 products; divided by √(buyers + 5) of both.
            assertThat(listed(fit.fit(CHOSEN).neighbours()))
                    .containsExactly(
                            List.of("1 " + (float) (1 / Math.sqrt(7 * 8))),
                            List.of("0 " + (float) (1 / Math.sqrt(7 * 8)), "2 " + (float) (0.5 / Math.sqrt(6 * 8))),
                            List.of("1 " + (float) (0.5 / Math.sqrt(6 * 8))));
        }
    }

    private static TrainingData data() {
        SplittableRandom random = new SplittableRandom(3);
        List<Customer> customers = new ArrayList<>();
        List<int[]> histories = new ArrayList<>();
        List<Product> products = new ArrayList<>();
        for (int product = 0; product < 40; product++) {
            products.add(new Product("P" + product, "", 0));
        }
        for (int i = 0; i < 100; i++) {
            customers.add(new Customer("c" + i, i % 3 == 0 ? null : "country " + i % 7, i % 2 == 0 ? null : i * 100.0));
            histories.add(random.ints(0, 40)
                    .limit(random.nextInt(12))
                    .distinct()
                    .sorted()
                    .toArray());
        }
        return new TrainingData(customers, products, SparseRows.of(histories, 40));
    }

    private static Customer customer(String id) {
        return new Customer(id, null, null);
    }

    private static List<List<String>> listed(Neighbours neighbours) {
        List<List<String>> lists = new ArrayList<>();
        for (int item = 0; item < neighbours.size(); item++) {
            List<String> list = new ArrayList<>();
            neighbours.forEach(item, (neighbour, weight) -> list.add(neighbour + " " + weight));
            lists.add(list);
        }
        return lists;
    }
}
