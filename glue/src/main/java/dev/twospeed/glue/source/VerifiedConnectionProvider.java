package dev.twospeed.glue.source;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.spark.sql.jdbc.JdbcConnectionProvider;
import scala.collection.immutable.Map;

/**
 * How Spark's workers connect to the source database: over TLS that checks the database's name, with the authorities
 * from this jar.
 *
 * <p>Spark itself can only pass on the path of a trust store, which would have to exist on every worker. It finds this
 * class as a service, by the option {@code connectionProvider}.
 */
public final class VerifiedConnectionProvider extends JdbcConnectionProvider {
    static final String NAME = "twospeed-verified";
    static final String ADDITIONAL_CA = "twospeedAdditionalCa";

    private static final String CONNECT_MILLIS = "10000";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean canHandle(Driver driver, Map<String, String> options) {
        return options.contains(ADDITIONAL_CA);
    }

    @Override
    public Connection getConnection(Driver driver, Map<String, String> options) {
        var properties = TrustStoreFile.verifying(options.apply(ADDITIONAL_CA));
        properties.setProperty("user", options.apply("user"));
        properties.setProperty("password", options.apply("password"));
        return connect(driver, options.apply("url"), properties);
    }

    @Override
    public boolean modifiesSecurityContext(Driver driver, Map<String, String> options) {
        return false;
    }

    static Connection connect(Driver driver, String url, Properties properties) {
        // Without one a missing rule of the network shows after two minutes a try.
        properties.setProperty("connectTimeout", CONNECT_MILLIS);
        try {
            var connection = driver.connect(url, properties);
            if (connection != null) {
                return connection;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Connecting to the source database " + url + " as " + properties.getProperty("user")
                            + " failed: " + rootMessage(e)
                            + ". The job's connection has to reach it, and its certificate has to be signed by an authority of"
                            + " RDS or by the additional one, for this host.",
                    e);
        }
        throw new IllegalStateException("The driver " + driver + " does not take the URL " + url);
    }

    private static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
