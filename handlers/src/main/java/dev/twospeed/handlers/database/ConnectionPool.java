package dev.twospeed.handlers.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A pool of one connection, since a function serves one request at a time: it checks the connection after a pause, replaces a dead one, and
 * retires it in time. Made at the first use, so that a function starts without a database.
 */
public final class ConnectionPool implements ConnectionSource, AutoCloseable {
    private final HikariDataSource pool;

    /**
     * An empty pool.
     *
     * @param login opens its connections
     * @param wait how long a caller waits for a connection before it fails, at least 250 ms
     */
    public ConnectionPool(ConnectionSource login, Duration wait) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("twospeed");
        config.setDataSource(new LoginDataSource(login));
        config.setMaximumPoolSize(1);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(wait.toMillis());
        config.setValidationTimeout(Math.min(1000, wait.toMillis()));
        config.setInitializationFailTimeout(-1);
        config.setIdleTimeout(Duration.ofMinutes(10).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(30).toMillis());
        this.pool = new HikariDataSource(config);
    }

    @Override
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
