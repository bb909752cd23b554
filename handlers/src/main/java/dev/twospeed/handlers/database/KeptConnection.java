package dev.twospeed.handlers.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection, opened at the first question and kept for the next ones, since a function serves one request at a time.
 *
 * <p>A pool would do more and worse here: it waits its full time for a database that refuses at once, and its threads stop with the function
 * between two requests. After a pause the connection is checked before it is used; one that dies in a question is replaced and the question
 * asked once more; an old one is replaced, so that moves of the database are followed.
 */
public final class KeptConnection {
    private static final Executor SAME_THREAD = Runnable::run;
    private static final Duration UNCHECKED = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(30);

    private final ConnectionSource login;
    private @Nullable Connection connection;
    private long opened;
    private long lastUsed;

    /** Keeps what {@code login} opens. */
    public KeptConnection(ConnectionSource login) {
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
        Connection kept = usable();
        if (kept != null) {
            try {
                return ask(kept, deadline, question);
            } catch (SQLException e) {
                if (!isConnectionLost(e) || deadline - System.nanoTime() <= 0) {
                    throw e;
                }
                // It died while the function was frozen, or the database failed over: a fresh one may do.
            }
        }
        Connection fresh = login.connect();
        connection = fresh;
        opened = System.nanoTime();
        return ask(fresh, deadline, question);
    }

    private <T> T ask(Connection through, long deadline, Question<T> question) throws SQLException {
        try {
            long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
            through.setNetworkTimeout(SAME_THREAD, (int) Math.min(left, Integer.MAX_VALUE));
            T answer = question.ask(through);
            lastUsed = System.nanoTime();
            return answer;
        } catch (SQLException e) {
            if (isConnectionLost(e)) {
                discard();
            }
            throw e;
        }
    }

    private @Nullable Connection usable() throws SQLException {
        Connection kept = connection;
        if (kept == null) {
            return null;
        }
        long now = System.nanoTime();
        boolean checked = now - lastUsed < UNCHECKED.toNanos();
        if (now - opened > LONGEST_LIFE.toNanos() || !checked && !kept.isValid(1)) {
            discard();
            return null;
        }
        return kept;
    }

    private void discard() {
        Connection lost = connection;
        connection = null;
        if (lost != null) {
            try {
                lost.close();
            } catch (SQLException e) {
                // It is lost already.
            }
        }
    }

    /** 08: connection exceptions; 57P: the server is shutting down or starting up. */
    private static boolean isConnectionLost(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
}
