package dev.twospeed.handlers.migrate;

import dev.twospeed.handlers.database.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Logs in as the master user: with its password, or else with an IAM token. On PostgreSQL 16 whoever makes a role becomes a member of it,
 * so a master that made roles for IAM logins is in {@code rds_iam} itself and its password is refused from then on.
 */
final class MasterLogin implements ConnectionSource {
    private final ConnectionSource withPassword;
    private final ConnectionSource withToken;

    MasterLogin(ConnectionSource withPassword, ConnectionSource withToken) {
        this.withPassword = withPassword;
        this.withToken = withToken;
    }

    @Override
    public Connection connect() throws SQLException {
        try {
            return withPassword.connect();
        } catch (SQLException refused) {
            if (!Migration.isRefusal(refused)) {
                throw refused;
            }
            try {
                return withToken.connect();
            } catch (SQLException e) {
                refused.addSuppressed(e);
                throw refused;
            }
        }
    }
}
