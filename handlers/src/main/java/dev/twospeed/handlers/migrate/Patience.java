package dev.twospeed.handlers.migrate;

import java.sql.SQLException;
import java.time.Duration;

/**
 * How long something is tried again that needs time to become true: AWS lets a fresh role act only some seconds after it was made.
 *
 * @param total when to give up
 * @param pause between two tries
 */
record Patience(Duration total, Duration pause) {
    static Patience ofMinutes(int minutes) {
        return new Patience(Duration.ofMinutes(minutes), Duration.ofSeconds(2));
    }

    /** Something that may work later. */
    interface Try {
        void run() throws SQLException;
    }

    /** Tries until it works or fails in a way that time does not heal; throws what the last try threw. */
    void until(Try step) throws SQLException {
        long end = System.nanoTime() + total.toNanos();
        while (true) {
            try {
                step.run();
                return;
            } catch (SQLException e) {
                if (!mayPass(e) || System.nanoTime() + pause.toNanos() - end >= 0) {
                    throw e;
                }
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("Interrupted while waiting for the database to let the function in.", e);
            }
        }
    }

    /** Refused logins (28), connections (08), a server that starts (57P), and AWS's own refusals, which have no state. */
    private static boolean mayPass(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("28") || state.startsWith("08") || state.startsWith("57P");
    }
}
