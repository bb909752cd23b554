package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.database.ConnectionSource;
import dev.twospeed.handlers.database.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What is asked of the vector database: which model answers, and which items are near to embeddings. */
public final class VectorSearch {
    private static final Executor SAME_THREAD = Runnable::run;

    private final ConnectionSource database;
    private final String activeModel = Query.named("active_model");
    private final String candidates = Query.named("candidates");

    /** A search through these connections. */
    public VectorSearch(ConnectionSource database) {
        this.database = database;
    }

    /** The model that answers, none before the first load. */
    public Optional<ModelKey> activeModel(Duration timeout) throws SQLException {
        return ask(timeout, connection -> {
            try (PreparedStatement select = connection.prepareStatement(activeModel);
                    ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new ModelKey(row.getInt(1), row.getString(2), row.getInt(3), row.getBoolean(4)))
                        : Optional.empty();
            }
        });
    }

    /**
     * The items of greatest inner product with each embedding, in one round trip.
     *
     * @param embeddings of all sessions, one after the other
     * @param wanted how many items each session wants, above 0
     * @return items of each session, best first; empty where the model is no longer in the database
     */
    public int[][] nearest(ModelKey model, float[] embeddings, int[] wanted, Duration timeout) throws SQLException {
        return ask(timeout, connection -> {
            int[][] items = new int[wanted.length][0];
            try (PreparedStatement select = connection.prepareStatement(candidates)) {
                select.setObject(1, embeddings);
                select.setInt(2, model.rank());
                select.setObject(3, wanted);
                select.setInt(4, model.modelId());
                select.setFetchSize(0);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Integer[] found = (Integer[]) row.getArray(2).getArray();
                        int[] nearest = new int[found.length];
                        for (int i = 0; i < found.length; i++) {
                            nearest[i] = found[i];
                        }
                        items[row.getInt(1)] = nearest;
                    }
                }
            }
            return items;
        });
    }

    /** One question to the database; may be asked twice. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    <T> T ask(Duration timeout, Question<T> question) throws SQLException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            return askOnce(deadline, question);
        } catch (SQLException e) {
            if (!isConnectionLost(e) || deadline - System.nanoTime() <= 0) {
                throw e;
            }
            // A pooled connection may have died while the function was frozen or the database failed over: a fresh one
            // may do.
            return askOnce(deadline, question);
        }
    }

    private <T> T askOnce(long deadline, Question<T> question) throws SQLException {
        try (Connection connection = database.connect()) {
            long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
            connection.setNetworkTimeout(SAME_THREAD, (int) Math.min(left, Integer.MAX_VALUE));
            return question.ask(connection);
        }
    }

    /** 08: connection exceptions; 57P: the server is shutting down or starting up. */
    private static boolean isConnectionLost(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
}
