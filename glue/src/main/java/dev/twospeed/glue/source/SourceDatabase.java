package dev.twospeed.glue.source;

import com.mysql.cj.jdbc.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The shop's MySQL database, read with few connections and a cursor, so that neither it nor a worker's memory feels the
 * size of its tables.
 */
public final class SourceDatabase {
    /** Most connections at a time: the shop itself needs the others. */
    public static final int MOST_CONNECTIONS = 4;

    private static final int ROWS_A_FETCH = 10_000;

    private final String url;
    private final DatabaseLogin login;
    private final String additionalCaPem;

    /**
     * @param additionalCaPem PEM of an authority besides those of RDS, or empty
     */
    public SourceDatabase(String host, int port, String database, DatabaseLogin login, String additionalCaPem) {
        this.url = "jdbc:mysql://" + host + ":" + port + "/" + database;
        this.login = login;
        this.additionalCaPem = additionalCaPem;
    }

    /** Where it is, without who reads it. */
    public String url() {
        return url;
    }

    /** Whether the database has a table of this name. */
    public boolean hasTable(String table) {
        try (var connection = connect();
                var tables = connection.getMetaData().getTables(connection.getCatalog(), null, table, null)) {
            return tables.next();
        } catch (SQLException e) {
            throw failed("Looking for the table " + table, e);
        }
    }

    /** The result of a query for one number, empty when it is NULL. */
    public OptionalLong number(String query) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            long number = result.getLong(1);
            return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (SQLException e) {
            throw failed("The query " + query, e);
        }
    }

    /** The rows of a query, over one connection. */
    public Dataset<Row> rows(SparkSession spark, String query) {
        return loaded(reader(spark, query), query);
    }

    /** The rows of a query, over at most {@link #MOST_CONNECTIONS} connections, each with a range of a column. */
    public Dataset<Row> rows(SparkSession spark, String query, String column, long least, long most) {
        var ranges = reader(spark, query)
                .option("partitionColumn", column)
                .option("lowerBound", least)
                .option("upperBound", most)
                .option("numPartitions", Math.max(1, Math.min(MOST_CONNECTIONS, most - least)));
        return loaded(ranges, query);
    }

    private Dataset<Row> loaded(DataFrameReader reader, String query) {
        try {
            return load(reader);
        } catch (SQLException e) {
            throw failed("The query " + query, e);
        }
    }

    /** Spark, written in Scala, does not declare what the driver throws at it. */
    private static Dataset<Row> load(DataFrameReader reader) throws SQLException {
        return reader.load();
    }

    private DataFrameReader reader(SparkSession spark, String query) {
        return spark.read()
                .format("jdbc")
                .option("url", url + "?useCursorFetch=true")
                .option("driver", Driver.class.getName())
                .option("connectionProvider", VerifiedConnectionProvider.NAME)
                .option(VerifiedConnectionProvider.ADDITIONAL_CA, additionalCaPem)
                .option("user", login.user())
                .option("password", login.password())
                .option("fetchsize", ROWS_A_FETCH)
                .option("dbtable", "(" + query + ") as source");
    }

    private Connection connect() throws SQLException {
        var properties = TrustStoreFile.verifying(additionalCaPem);
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        return VerifiedConnectionProvider.connect(new Driver(), url, properties);
    }

    private IllegalStateException failed(String what, SQLException e) {
        return new IllegalStateException(what + " failed on " + url + ": " + e.getMessage(), e);
    }
}
