package dev.twospeed.handlers.support;

import dev.twospeed.engines.Engines;
import dev.twospeed.engines.TestPostgres;
import dev.twospeed.handlers.database.ConnectionSource;
import dev.twospeed.handlers.database.DatabaseAddress;
import dev.twospeed.handlers.database.Login;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A database of its own on a real PostgreSQL that logs in as RDS does. */
public final class TestDatabase {
    private final TestPostgres postgres;
    private final String name;

    private TestDatabase(TestPostgres postgres, String name) {
        this.postgres = postgres;
        this.name = name;
    }

    /** An empty database on the instance that all tests share. */
    public static TestDatabase empty() {
        return new TestDatabase(Engines.postgres(), Engines.postgres().newDatabase());
    }

    /** The first database of an instance. */
    public static TestDatabase on(TestPostgres postgres) {
        return new TestDatabase(postgres, postgres.database());
    }

    public DatabaseAddress address() {
        return new DatabaseAddress(
                postgres.host(),
                postgres.port(),
                name,
                TestPostgres.REGION,
                Engines.authority().caPem());
    }

    /** Logs in as the handlers do: TLS verified, with a token. */
    public Login as(String user) {
        return new Login(address(), user, () -> postgres.token(user), Duration.ofSeconds(30));
    }

    /** Logs in as the master user with its password. */
    public ConnectionSource asMaster() {
        return new Login(address(), postgres.masterUser(), postgres::masterPassword, Duration.ofSeconds(30));
    }

    public TestPostgres postgres() {
        return postgres;
    }

    public String name() {
        return name;
    }

    /** The first column of the first row, as text, asked as the superuser. */
    public String ask(String sql) throws SQLException {
        try (Connection connection = postgres.connectAsOwner(name);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "no row";
        }
    }

    /** Runs a statement as the superuser. */
    public void run(String sql) throws SQLException {
        try (Connection connection = postgres.connectAsOwner(name);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
