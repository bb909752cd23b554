package dev.twospeed.handlers.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A pool of one connection, since a function serves one request at a time; opened at the first question, so that a function starts without a
 * database.
 *
 * <p>HikariCP checks the connection after a pause and retires it in time, so that moves of the database are followed. A pool that exists waits its
 * full time even for a database that refuses at once, while a new one tells at once and is patient with a slow one: so where a connection is lost,
 * the pool is opened anew and the question asked once more.
 */
public final class ConnectionPool {
    private static final Executor SAME_THREAD = Runnable::run;
    private static final Duration REPLACEMENT_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(30);

    private final ConnectionSource login;
    private @Nullable HikariDataSource pool;

    /** Pools what {@code login} opens. */
    public ConnectionPool(ConnectionSource login) {
        this.login = login;
    }

    /** What is asked through a connection; may be asked twice. */
    @FunctionalInterface
    public interface Question<T> {
        /**
         * Asks.
         *
         * @throws SQLException if the database fails
         */
        T ask(Connection connection) throws SQLException;
    }

    /**
     * Asks the database.
     *
     * @param timeout how long its answer may take
     * @throws SQLException if it cannot be reached, refuses, fails or is too slow
     */
    public synchronized <T> T ask(Duration timeout, Question<T> question) throws SQLException {
        long deadline = System.nanoTime() + timeout.toNanos();
        HikariDataSource opened = pool;
        if (opened != null) {
            try {
                return ask(opened, deadline, question);
            } catch (SQLException e) {
                if (!isConnectionLost(e) || deadline - System.nanoTime() <= 0) {
                    throw e;
                }
                // It died while the function was frozen, or the database failed over: a fresh one may do.
            }
        }
        return ask(open(), deadline, question);
    }

    /** Closes what is open; the next question opens the pool anew. */
    public synchronized void close() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    private <T> T ask(HikariDataSource through, long deadline, Question<T> question) throws SQLException {
        try (Connection connection = through.getConnection()) {
            long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
            connection.setNetworkTimeout(SAME_THREAD, (int) Math.min(left, Integer.MAX_VALUE));
            return question.ask(connection);
        } catch (SQLException e) {
            if (isConnectionLost(e)) {
                pool = null;
                through.close();
            }
            throw e;
        }
    }

    /** Opens the pool with its connection, or tells at once why that cannot be. */
    private HikariDataSource open() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("twospeed");
        config.setDataSource(new LoginDataSource(login));
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(REPLACEMENT_WAIT.toMillis());
        config.setValidationTimeout(REPLACEMENT_WAIT.toMillis());
        config.setMaxLifetime(LONGEST_LIFE.toMillis());
        try {
            HikariDataSource opened = new HikariDataSource(config);
            pool = opened;
            return opened;
        } catch (PoolInitializationException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw e;
        }
    }

    /** 08: connection exceptions; 57P: the server is shutting down or starting up. */
    private static boolean isConnectionLost(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientConnectionException
                || state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
}
