package dev.twospeed.handlers.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models in the database, and which of them answers. */
final class ModelTable {
    /** Any fixed number: who holds this advisory lock is the only loader. */
    static final long LOADER_LOCK = 0x74776f7370656564L;

    private final Connection connection;

    ModelTable(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Which model answers.
     *
     * @param version the model
     * @param newestVersion the newest version that was ever active
     */
    record Active(String version, String newestVersion) {}

    /** Waits for other loaders; the lock is held until the connection closes. */
    void lock(int seconds) throws SQLException {
        execute("set lock_timeout = '" + seconds + "s'");
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(?)")) {
            lock.setLong(1, LOADER_LOCK);
            lock.execute();
        } catch (SQLException e) {
            // 55P03: lock_not_available.
            if ("55P03".equals(e.getSQLState())) {
                throw new SQLException(
                        "Another load has been running for more than " + seconds
                                + " s; nothing was done. The hourly reconcile repeats loads; ask again for anything else.",
                        e);
            }
            throw e;
        }
        execute("reset lock_timeout");
    }

    Optional<Active> active() throws SQLException {
        String sql = "select version, newest_version from twospeed.active_model join twospeed.model using (model_id)";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new Active(row.getString(1), row.getString(2))) : Optional.empty();
        }
    }

    /** All models, newest first. */
    List<LoadedModel> all() throws SQLException {
        String sql = "select version, manifest, rank, items, users, indexed, loaded_at from twospeed.model"
                + " order by version desc";
        List<LoadedModel> models = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                models.add(new LoadedModel(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getBoolean(6),
                        row.getObject(7, OffsetDateTime.class).toInstant()));
            }
        }
        return models;
    }

    /** Makes a loaded model the one that answers; says whether it is now. */
    boolean activate(String version, boolean onlyIfNewer) throws SQLException {
        try (PreparedStatement activate = connection.prepareStatement("select twospeed.switch_model(?, ?)")) {
            activate.setString(1, version);
            activate.setBoolean(2, onlyIfNewer);
            try (ResultSet row = activate.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Deletes a customer's embeddings; says how many there were. */
    long forget(String customer) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement("select twospeed.forget_customer(?)")) {
            forget.setString(1, customer);
            try (ResultSet row = forget.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Drops all but the active model and this many others. */
    List<String> retire(int keep) throws SQLException {
        List<String> retired = new ArrayList<>();
        try (PreparedStatement retire = connection.prepareStatement("select twospeed.retire_models(?)")) {
            retire.setInt(1, keep);
            try (ResultSet row = retire.executeQuery()) {
                while (row.next()) {
                    retired.add(row.getString(1));
                }
            }
        }
        return retired;
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
