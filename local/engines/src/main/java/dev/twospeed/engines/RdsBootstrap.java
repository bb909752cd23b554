package dev.twospeed.engines;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.Utils;

/**
 * Gives a fresh PostgreSQL the roles of an RDS instance; running it again changes only the master's password.
 *
 * <p>Source: RDS guide, "Understanding PostgreSQL roles and permissions".
 */
final class RdsBootstrap {
    private RdsBootstrap() {}

    static void prepare(PostgresServer server, String master, String password, String database) throws SQLException {
        try (var connection = server.connect("postgres")) {
            var name = Utils.escapeIdentifier(null, master).toString();
            if (!exists(connection, "select from pg_roles where rolname = ?", master)) {
                roles(connection, name);
            }
            run(connection, "alter role " + name + " password " + quote(password));
            if (!exists(connection, "select from pg_database where datname = ?", database)) {
                run(connection, "create database " + Utils.escapeIdentifier(null, database) + " owner " + name);
            }
        }
    }

    private static void roles(Connection connection, String master) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "create role rds_superuser nologin");
        run(connection, "create role rds_iam nologin");
        run(connection, "create role rds_password nologin");
        run(connection, "grant pg_monitor, pg_signal_backend, pg_checkpoint to rds_superuser with admin option");
        run(connection, "create role " + master + " login createdb createrole");
        run(connection, "grant rds_superuser to " + master + " with admin option");
        // Lets the master hand rds_iam out, as RDS's own build of PostgreSQL does; LoginCheck overlooks this one grant.
        run(connection, "grant rds_iam to rds_superuser with admin true, inherit false, set false");
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static String quote(String text) throws SQLException {
        return "'" + Utils.escapeLiteral(null, text, true) + "'";
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
