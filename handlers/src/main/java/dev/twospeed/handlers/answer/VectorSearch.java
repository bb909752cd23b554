package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.database.ConnectionPool;
import dev.twospeed.handlers.database.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What is asked of the vector database: which model answers, and which items are near to embeddings. */
public final class VectorSearch {
    /** pgvector looks at this many entries of an index at least, for good recall, and at most, by its own limit. */
    private static final int LEAST_EF_SEARCH = 100;

    private static final int MOST_EF_SEARCH = 1000;

    private final ConnectionPool database;
    private final String activeModel = Query.named("active_model");
    private final String candidates = Query.named("candidates");
    private final String candidatesIndexed = Query.named("candidates_indexed");

    /** A search through this connection. */
    public VectorSearch(ConnectionPool database) {
        this.database = database;
    }

    /** Closes the connection; the next question opens one. */
    void disconnect() {
        database.close();
    }

    /** The model that answers, none before the first load. */
    public Optional<ModelKey> activeModel(Duration timeout) throws SQLException {
        return database.ask(timeout, connection -> {
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
        return database.ask(
                timeout,
                connection -> model.indexed()
                        ? throughIndex(connection, model, embeddings, wanted)
                        : exactly(connection, model, embeddings, wanted));
    }

    private int[][] exactly(Connection connection, ModelKey model, float[] embeddings, int[] wanted)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(candidates)) {
            bind(select, 1, model, embeddings, wanted);
            select.execute();
            return read(select, wanted.length);
        }
    }

    private int[][] throughIndex(Connection connection, ModelKey model, float[] embeddings, int[] wanted)
            throws SQLException {
        String sql = candidatesIndexed.replace("{rank}", String.valueOf(model.rank()));
        int most = Arrays.stream(wanted).max().orElse(0);
        int efSearch = Math.min(MOST_EF_SEARCH, Math.max(LEAST_EF_SEARCH, most));
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, String.valueOf(efSearch));
            bind(select, 2, model, embeddings, wanted);
            select.execute();
            select.getMoreResults();
            return read(select, wanted.length);
        }
    }

    private static void bind(PreparedStatement select, int first, ModelKey model, float[] embeddings, int[] wanted)
            throws SQLException {
        select.setObject(first, embeddings);
        select.setInt(first + 1, model.rank());
        select.setObject(first + 2, wanted);
        select.setInt(first + 3, model.modelId());
    }

    private static int[][] read(PreparedStatement select, int sessions) throws SQLException {
        int[][] items = new int[sessions][0];
        try (ResultSet row = select.getResultSet()) {
            while (row.next()) {
                Integer[] found = (Integer[]) row.getArray(2).getArray();
                int[] nearest = new int[found.length];
                for (int i = 0; i < found.length; i++) {
                    nearest[i] = found[i];
                }
                items[row.getInt(1)] = nearest;
            }
        }
        return items;
    }

    ConnectionPool database() {
        return database;
    }
}
