package dev.twospeed.handlers.migrate;

import dev.twospeed.handlers.database.ConnectionSource;
import dev.twospeed.handlers.database.LoginDataSource;
import dev.twospeed.handlers.database.Query;
import dev.twospeed.handlers.environment.LogLine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the database to the newest state of {@code sql/}: as the master user the extension and the roles, where one is missing; then, as
 * the migrating role, what is new in the history. Running it again changes nothing; two at once take turns by advisory locks.
 */
final class Migration {
    private final ConnectionSource master;
    private final ConnectionSource migrator;
    private final Patience patience;

    Migration(ConnectionSource master, ConnectionSource migrator, Patience patience) {
        this.master = master;
        this.migrator = migrator;
        this.patience = patience;
    }

    void run() throws SQLException {
        patience.until(this::letMigratorIn);
        try {
            MigrateResult result = Flyway.configure(Migration.class.getClassLoader())
                    .dataSource(new LoginDataSource(migrator))
                    .locations("classpath:db/migration")
                    .failOnMissingLocations(true)
                    .defaultSchema("twospeed")
                    .createSchemas(true)
                    .placeholderReplacement(false)
                    .load()
                    .migrate();
            LogLine.info("database migrated")
                    .with("migrations", result.migrationsExecuted)
                    .with("schema_version", result.targetSchemaVersion)
                    .write();
        } catch (FlywayException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /** The first time the migrating role does not exist, and a release may bring another role: the master makes what is missing. */
    private void letMigratorIn() throws SQLException {
        try (Connection connection = migrator.connect()) {
            if (isPrepared(connection)) {
                return;
            }
        } catch (SQLException refused) {
            if (!isRefusal(refused)) {
                throw refused;
            }
        }
        bootstrap();
        migrator.connect().close();
    }

    private static boolean isPrepared(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Query.named("prepared"))) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void bootstrap() throws SQLException {
        try (Connection connection = master.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(Query.named("bootstrap"));
            }
            connection.commit();
            LogLine.info("extension and roles made").write();
        } catch (SQLException e) {
            throw new SQLException(
                    "Making the extension and the roles as the master user failed: " + e.getMessage(),
                    e.getSQLState(),
                    e);
        }
    }

    /** 28: invalid authorization, which is also what RDS answers for a role that does not exist. */
    static boolean isRefusal(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("28");
    }
}
