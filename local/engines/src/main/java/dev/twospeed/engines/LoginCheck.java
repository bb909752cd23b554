package dev.twospeed.engines;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Decides a login as RDS does: members of {@code rds_iam} by IAM token only, everybody else by password.
 *
 * <p>Membership is meant as in {@code +rds_iam} of {@code pg_hba.conf}: any chain of grants counts, whatever its options.
 * So a master that creates a role becomes a member of it, and with the role of {@code rds_iam}.
 */
final class LoginCheck implements AutoCloseable {
    private static final String LOOK_UP = """
            with recursive memberships(role) as (
                select oid from pg_roles where rolname = ?
                union
                select m.roleid from pg_auth_members m join memberships on m.member = role
                where not (m.member = 'rds_superuser'::regrole and m.roleid = 'rds_iam'::regrole))
            select a.rolpassword,
                   coalesce(a.rolvaliduntil > now(), true),
                   exists (select from memberships join pg_roles r on r.oid = role where r.rolname = 'rds_iam')
            from pg_authid a
            where a.rolname = ? and a.rolcanlogin and not a.rolsuper""";

    private final PostgresServer server;
    private final IamLogins iam;
    private final String region;
    private final InstantSource clock;
    private @Nullable Connection connection;

    LoginCheck(PostgresServer server, IamLogins iam, String region, InstantSource clock) {
        this.server = server;
        this.iam = iam;
        this.region = region;
        this.clock = clock;
    }

    /** How a user logs in, and what is stored of the password. */
    private record Account(@Nullable String stored, boolean valid, boolean usesIam) {}

    /** Who was refused how, in PostgreSQL's words; the cause has the reason. */
    static final class Refusal extends Exception {
        private final String sqlState;

        Refusal(String sqlState, String message, LoginRefused reason) {
            super(message, reason, false, false);
            this.sqlState = sqlState;
        }

        String sqlState() {
            return sqlState;
        }
    }

    /** Returns if the user may log in with this password at this endpoint (host:port). */
    void check(String user, String password, String endpoint) throws Refusal, SQLException {
        var account = look(user);
        if (account.usesIam()) {
            try {
                checkToken(user, password, endpoint, clock.instant());
            } catch (LoginRefused reason) {
                throw new Refusal("28000", "PAM authentication failed for user \"" + user + "\"", reason);
            }
        } else if (account.stored() == null || !account.valid() || !Scram.matches(account.stored(), password)) {
            throw new Refusal(
                    "28P01",
                    "password authentication failed for user \"" + user + "\"",
                    new LoginRefused("wrong password, or no such user"));
        }
    }

    private void checkToken(String user, String token, String endpoint, Instant now) throws LoginRefused {
        var key = IamToken.parse(token).verify(endpoint, user, region, now, iam::secretOf);
        if (!iam.mayConnect(key, user)) {
            throw new LoginRefused("the holder of the access key " + key + " lacks rds-db:connect for " + user);
        }
    }

    private synchronized Account look(String user) throws SQLException {
        var open = connection;
        if (open == null || !open.isValid(5)) {
            close();
            open = server.connect("postgres");
            connection = open;
        }
        try (var statement = open.prepareStatement(LOOK_UP)) {
            statement.setString(1, user);
            statement.setString(2, user);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? new Account(rows.getString(1), rows.getBoolean(2), rows.getBoolean(3))
                        : new Account(null, false, false);
            }
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
