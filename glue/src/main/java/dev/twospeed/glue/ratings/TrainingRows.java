package dev.twospeed.glue.ratings;

import static org.apache.spark.sql.functions.col;

import dev.twospeed.glue.source.SourceDatabase;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of {@code ratings_ml_training}: one a customer and product, with what is known of both.
 *
 * <p>Each table is read to its end before the next one, so that the source never sees more connections than one read
 * opens.
 */
public final class TrainingRows {
    /** Name and Spark type of each column, in the order of the table. */
    static final List<List<String>> COLUMNS = List.of(
            List.of("customerNumber", "int"),
            List.of("city", "string"),
            List.of("state", "string"),
            List.of("postalCode", "string"),
            List.of("country", "string"),
            List.of("creditLimit", "double"),
            List.of("productCode", "string"),
            List.of("productLine", "string"),
            List.of("productScale", "string"),
            List.of("quantityInStock", "int"),
            List.of("buyPrice", "double"),
            List.of("MSRP", "double"),
            List.of("productRating", "double"));

    private final SparkSession spark;
    private final SourceDatabase source;

    /** Reads from a source; nothing is read before {@link #upTo}. */
    public TrainingRows(SparkSession spark, SourceDatabase source) {
        this.spark = spark;
        this.source = source;
    }

    /**
     * Reads up to an order number.
     *
     * @throws EmptySource when there is nothing to learn from
     */
    public Content upTo(long highestOrder) {
        var ratings = read(new Ratings(spark, source).read(highestOrder));
        long pairs = ratings.count();
        if (pairs == 0) {
            throw new EmptySource(source.url() + " has no rating and no order line up to order " + highestOrder);
        }
        var customers = read(source.rows(
                spark, "select customerNumber, city, state, postalCode, country, creditLimit from customers"));
        var products = read(source.rows(
                spark, "select productCode, productLine, productScale, quantityInStock, buyPrice, MSRP from products"));
        var rows = ratings.join(customers, "customerNumber")
                .join(products, "productCode")
                .select(COLUMNS.stream().map(TrainingRows::column).toArray(Column[]::new));
        return new Content(rows, pairs);
    }

    private static Dataset<Row> read(Dataset<Row> table) {
        var kept = table.persist(StorageLevel.MEMORY_AND_DISK());
        kept.count();
        return kept;
    }

    private static Column column(List<String> nameAndType) {
        return col(nameAndType.get(0)).cast(nameAndType.get(1)).as(nameAndType.get(0));
    }

    /**
     * What a snapshot is made of.
     *
     * @param pairs how many customers-and-products have a rating; fewer rows mean that some are unknown to the shop
     */
    public record Content(Dataset<Row> rows, long pairs) {}
}
