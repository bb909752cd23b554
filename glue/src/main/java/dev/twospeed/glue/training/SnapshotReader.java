package dev.twospeed.glue.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.max;

import dev.twospeed.glue.training.TrainingData.Customer;
import dev.twospeed.recommender.model.Product;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the interactions of a snapshot with Spark: who has which product, once each, with the customer's features. Only
 * indices and ids reach the driver, never the rows.
 */
final class SnapshotReader {
    private static final List<String> COLUMNS =
            List.of("customerNumber", "country", "creditLimit", "productCode", "productLine");

    private final SparkSession spark;

    SnapshotReader(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * Reads one snapshot.
     *
     * @throws IllegalArgumentException if columns are missing or no row names both a customer and a product
     */
    TrainingData read(RegisteredSnapshot snapshot) {
        Dataset<Row> table = spark.read().parquet(snapshot.location());
        List<String> missing = COLUMNS.stream()
                .filter(column -> !Arrays.asList(table.columns()).contains(column))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("snapshot " + snapshot.name() + " at " + snapshot.location()
                    + " has no columns " + missing + ": run the ETL job of this version first");
        }
        Dataset<Row> interactions = table.select(
                        col("customerNumber").cast("string"),
                        col("country"),
                        col("creditLimit").cast("double"),
                        col("productCode"),
                        col("productLine"))
                .where("customerNumber is not null and productCode is not null");
        List<Product> products = products(interactions);
        if (products.isEmpty()) {
            throw new IllegalArgumentException("snapshot " + snapshot.name() + " at " + snapshot.location()
                    + " holds no interaction: check that the shop has orders and run the ETL job again");
        }
        return data(histories(interactions, products), products);
    }

    private static List<Product> products(Dataset<Row> interactions) {
        List<Row> rows =
                interactions.groupBy("productCode").agg(max("productLine")).collectAsList();
        return rows.stream()
                .map(row -> new Product(row.getString(0), row.isNullAt(1) ? "" : row.getString(1), 0))
                .sorted(Comparator.comparing(Product::code))
                .toList();
    }

    private List<CustomerHistory> histories(Dataset<Row> interactions, List<Product> products) {
        HashMap<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < products.size(); i++) {
            indices.put(products.get(i).code(), i);
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<HashMap<String, Integer>> known = context.broadcast(indices);
        List<CustomerHistory> histories = new ArrayList<>(interactions
                .groupBy("customerNumber")
                .agg(max("country"), max("creditLimit"), collect_set("productCode"))
                .toJavaRDD()
                .map(new ToHistory(known))
                .collect());
        known.destroy();
        histories.sort(Comparator.comparing(history -> history.customer().id()));
        return histories;
    }

    private static TrainingData data(List<CustomerHistory> histories, List<Product> products) {
        return new TrainingData(
                histories.stream().map(CustomerHistory::customer).toList(),
                products,
                SparseRows.of(histories.stream().map(CustomerHistory::products).toList(), products.size()));
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record CustomerHistory(Customer customer, int[] products) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** From a grouped row to indices. */
    private static final class ToHistory implements Function<Row, CustomerHistory> {
        private static final long serialVersionUID = 1;

        private final Broadcast<? extends Map<String, Integer>> indices;

        ToHistory(Broadcast<? extends Map<String, Integer>> indices) {
            this.indices = indices;
        }

        /** What is negative, infinite or not a number says nothing about a customer. */
        private static boolean isAmount(double limit) {
            return limit >= 0 && Double.isFinite(limit);
        }

        @Override
        public CustomerHistory call(Row row) {
            Customer customer = new Customer(
                    row.getString(0),
                    row.isNullAt(1) ? null : row.getString(1),
                    row.isNullAt(2) || !isAmount(row.getDouble(2)) ? null : row.getDouble(2));
            List<String> codes = row.getList(3);
            return new CustomerHistory(
                    customer,
                    codes.stream()
                            .mapToInt(code -> indices.value().get(code))
                            .sorted()
                            .toArray());
        }
    }
}
