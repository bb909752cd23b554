package dev.twospeed.glue.ratings;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;

import dev.twospeed.glue.source.SourceDatabase;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What customers think of products: as they rated them, or else as their orders tell. */
public final class Ratings {
    private static final Logger LOG = LoggerFactory.getLogger(Ratings.class);
    private static final String CUSTOMER = "customerNumber";
    private static final String PRODUCT = "productCode";
    private static final String RATING = "productRating";

    private final SparkSession spark;
    private final SourceDatabase source;

    /** Reads from a source; nothing is read before {@link #read}. */
    public Ratings(SparkSession spark, SourceDatabase source) {
        this.spark = spark;
        this.source = source;
    }

    /** Whether the shop keeps ratings of its own. */
    public boolean rated() {
        return source.hasTable("ratings");
    }

    /**
     * One row a customer and product: customerNumber, productCode, productRating.
     *
     * @param highestOrder the last order to look at
     * @throws EmptySource when there is nothing to learn from
     */
    public Dataset<Row> read(long highestOrder) {
        if (rated()) {
            return fromTable();
        }
        if (!source.hasTable("orders")) {
            throw new EmptySource(source.url() + " has neither a table ratings nor a table orders");
        }
        LOG.info(
                "{} has no table ratings: a rating is derived from order lines, 3 for the quantity that buyers of the"
                        + " product usually order in total, one more or less for each doubling or halving, from 1 to 5",
                source.url());
        return fromOrders(highestOrder);
    }

    private Dataset<Row> fromTable() {
        var most = source.number("select max(customerNumber) from ratings")
                .orElseThrow(() -> new EmptySource(source.url() + " has a table ratings without a row"));
        var least = source.number("select min(customerNumber) from ratings").orElse(most);
        return source.rows(
                        spark, "select customerNumber, productCode, productRating from ratings", CUSTOMER, least, most)
                .groupBy(CUSTOMER, PRODUCT)
                .agg(round(avg(col(RATING).cast("double")), 6).as(RATING));
    }

    private Dataset<Row> fromOrders(long highestOrder) {
        var lowestOrder = source.number("select min(orderNumber) from orders").orElse(highestOrder);
        var query = "select o.orderNumber, o.customerNumber, d.productCode, d.quantityOrdered"
                + " from orders o join orderdetails d on d.orderNumber = o.orderNumber"
                + " where o.orderNumber <= " + highestOrder;
        var ordered = source.rows(spark, query, "orderNumber", lowestOrder, highestOrder)
                .groupBy(CUSTOMER, PRODUCT)
                .agg(sum("quantityOrdered").cast("double").as("quantity"));
        var usual = ordered.groupBy(PRODUCT).agg(avg("quantity").as("usual"));
        var doublings = log2(col("quantity").divide(col("usual")));
        return ordered.join(usual, PRODUCT)
                .select(
                        col(CUSTOMER),
                        col(PRODUCT),
                        least(greatest(round(doublings.plus(3)), lit(1.0)), lit(5.0))
                                .as(RATING));
    }
}
