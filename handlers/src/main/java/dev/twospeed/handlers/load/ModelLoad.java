package dev.twospeed.handlers.load;

import dev.twospeed.handlers.environment.LogLine;
import dev.twospeed.recommender.model.Manifest;
import dev.twospeed.recommender.model.ModelReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Copies one model into fresh partitions, within the transaction that is open on its connection: whatever fails leaves nothing behind.
 */
final class ModelLoad {
    /** PostgreSQL takes a message a flush: large ones cost less. */
    private static final int COPY_BUFFER = 1 << 16;

    private final Connection connection;
    private final ModelReader reader;
    private final int exactItems;

    /**
     * A load on this connection.
     *
     * @param exactItems largest catalogue that is searched exactly; above it the items get an index
     */
    ModelLoad(Connection connection, ModelReader reader, int exactItems) {
        this.connection = connection;
        this.reader = reader;
        this.exactItems = exactItems;
    }

    void run(String manifestSha256) throws SQLException, IOException {
        long start = System.nanoTime();
        int modelId = begin(manifestSha256);
        Map<String, Content> sent = new HashMap<>();
        sent.put("item_embedding", copyItems(modelId));
        sent.put("user_embedding", copyUsers(modelId));
        sent.put("item_neighbours", copyNeighbours(modelId));
        long copied = System.nanoTime();
        compare(sent, modelId);
        long compared = System.nanoTime();
        try (PreparedStatement finish = connection.prepareStatement("select twospeed.finish_load(?, ?)")) {
            finish.setInt(1, modelId);
            finish.setInt(2, exactItems);
            finish.execute();
        }
        LogLine.info("model copied")
                .with("model_version", reader.manifest().version())
                .with("items", reader.manifest().items())
                .with("users", reader.manifest().users())
                .with("copy_milliseconds", (copied - start) / 1_000_000)
                .with("compare_milliseconds", (compared - copied) / 1_000_000)
                .with("finish_milliseconds", (System.nanoTime() - compared) / 1_000_000)
                .write();
    }

    private int begin(String manifestSha256) throws SQLException {
        Manifest manifest = reader.manifest();
        try (PreparedStatement begin = connection.prepareStatement("select twospeed.begin_load(?, ?, ?, ?, ?)")) {
            begin.setString(1, manifest.version());
            begin.setString(2, manifestSha256);
            begin.setInt(3, manifest.rank());
            begin.setInt(4, manifest.items());
            begin.setInt(5, manifest.users());
            try (ResultSet modelId = begin.executeQuery()) {
                modelId.next();
                return modelId.getInt(1);
            }
        }
    }

    private Content copyItems(int modelId) throws SQLException, IOException {
        try (OutputStream out = copy("item_embedding", modelId, "item, product_code, embedding")) {
            CopyRows rows = new CopyRows(out, modelId);
            reader.<IOException>forEachItem(item -> rows.row(3)
                    .integer(item.index())
                    .text(item.product().code())
                    .vector(item.factors())
                    .end());
            return rows.finish();
        }
    }

    private Content copyUsers(int modelId) throws SQLException, IOException {
        try (OutputStream out = copy("user_embedding", modelId, "customer, embedding")) {
            CopyRows rows = new CopyRows(out, modelId);
            reader.<IOException>forEachUser(user ->
                    rows.row(2).text(user.customer()).vector(user.factors()).end());
            return rows.finish();
        }
    }

    private Content copyNeighbours(int modelId) throws SQLException, IOException {
        try (OutputStream out = copy("item_neighbours", modelId, "item, neighbours, scores")) {
            CopyRows rows = new CopyRows(out, modelId);
            reader.<IOException>forEachItem(item -> rows.row(3)
                    .integer(item.index())
                    .integers(item.neighbours())
                    .floats(item.neighbourWeights())
                    .end());
            return rows.finish();
        }
    }

    private OutputStream copy(String table, int modelId, String columns) throws SQLException {
        String sql =
                "copy twospeed." + table + "_" + modelId + " (model_id, " + columns + ") from stdin (format binary)";
        return new BufferedOutputStream(
                new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, COPY_BUFFER), COPY_BUFFER);
    }

    private void compare(Map<String, Content> sent, int modelId) throws SQLException {
        try (PreparedStatement content = connection.prepareStatement("select * from twospeed.loaded_hashes(?)")) {
            content.setInt(1, modelId);
            try (ResultSet row = content.executeQuery()) {
                while (row.next()) {
                    Content arrived = new Content(row.getLong("row_count"), row.getLong("checksum"));
                    Content expected = sent.remove(row.getString("table_name"));
                    if (!arrived.equals(expected)) {
                        throw new SQLException(
                                "Loading model " + reader.manifest().version() + ": table "
                                        + row.getString("table_name") + " holds " + arrived + " after " + expected
                                        + " was sent. Nothing was changed; load it again.");
                    }
                }
            }
        }
    }
}
