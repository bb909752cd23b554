package dev.twospeed.glue.ratings;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a snapshot, reads it back and judges it. Until somebody registers it, no reader sees it. */
public final class SnapshotWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int ROWS_A_FILE = 1_000_000;
    private static final double MOST_LOST = 0.05;
    private static final double MOST_NULLS = 0.05;
    private static final Set<String> NEVER_NULL = Set.of("customerNumber", "productCode", "productRating");
    /** Absent for many an honest customer: abroad there are no states, and a new one has no credit. */
    private static final Set<String> OFTEN_NULL = Set.of("state", "postalCode", "creditLimit");

    private final SparkSession spark;
    private final String ratingsLocation;

    /**
     * @param ratingsLocation the table's folder, with a slash at its end
     */
    public SnapshotWriter(SparkSession spark, String ratingsLocation) {
        this.spark = spark;
        this.ratingsLocation = ratingsLocation;
    }

    /**
     * Writes rows into a new folder, in an order that depends on nothing but the rows.
     *
     * @throws IllegalStateException when too much is lost or null; what was written stays, unregistered
     */
    public Snapshot write(TrainingRows.Content content, Instant time, long highestOrder) {
        var name = NAME.format(time);
        var location = ratingsLocation + "snapshot=" + name + "/";
        int files = Math.toIntExact(1 + content.pairs() / ROWS_A_FILE);
        var key = new Column[] {col("customerNumber"), col("productCode")};
        content.rows()
                .repartitionByRange(files, key)
                .sortWithinPartitions(key)
                .write()
                .mode(SaveMode.ErrorIfExists)
                .parquet(location);
        long rows = check(location, content.pairs());
        LOG.info("Wrote {} rows to {}", rows, location);
        return new Snapshot(name, location, rows, highestOrder);
    }

    private long check(String location, long pairs) {
        var counts = new ArrayList<Column>();
        for (var column : TrainingRows.COLUMNS) {
            counts.add(count(col(column.get(0))).as(column.get(0)));
        }
        var found = spark.read()
                .parquet(location)
                .agg(count(lit(1)), counts.toArray(Column[]::new))
                .head();
        long rows = found.getLong(0);
        var faults = new ArrayList<String>();
        if (rows > pairs || pairs - rows > MOST_LOST * pairs) {
            faults.add(rows + " rows were written for " + pairs
                    + " pairs of customer and product: ratings name customers or products that the shop does not have");
        }
        faults.addAll(nulls(found, rows));
        if (!faults.isEmpty()) {
            throw new IllegalStateException("The snapshot in " + location + " is not fit for training and was not"
                    + " registered; the last one is still the newest. " + String.join("; ", faults) + ".");
        }
        return rows;
    }

    private static List<String> nulls(Row found, long rows) {
        var faults = new ArrayList<String>();
        for (int i = 0; i < TrainingRows.COLUMNS.size(); i++) {
            var name = TrainingRows.COLUMNS.get(i).get(0);
            double share = rows == 0 ? 0 : 1 - (double) found.getLong(i + 1) / rows;
            if (share > 0) {
                LOG.info("{} is null in {} % of the rows", name, String.format(Locale.ROOT, "%.2f", 100 * share));
            }
            double most = NEVER_NULL.contains(name) ? 0 : OFTEN_NULL.contains(name) ? 1 : MOST_NULLS;
            if (share > most) {
                faults.add(String.format(
                        Locale.ROOT,
                        "%s is null in %.2f %% of the rows, allowed is %.0f %%",
                        name,
                        100 * share,
                        100 * most));
            }
        }
        return faults;
    }
}
