package dev.twospeed.engines;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An RDS-like PostgreSQL for tests, with one access key that may log in as every user until told otherwise. */
public final class TestPostgres implements Closeable {
    /** The region of its tokens. */
    public static final String REGION = "us-east-1";

    /** The id of the access key it knows. */
    public static final String ACCESS_KEY_ID = "ASIATWOSPEEDTEST0000";

    /** The secret of that key, of no use anywhere else. */
    public static final String SECRET_ACCESS_KEY = "secret-of-the-access-key-for-tests";

    private final Path folder;
    private final String master;
    private final String password;
    private final String database;
    private final RdsPostgres instance;
    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final AtomicInteger databases = new AtomicInteger();

    private TestPostgres(Path folder, LocalAuthority authority, String master, String database) {
        this.folder = folder;
        this.master = master;
        this.database = database;
        var random = new byte[12];
        new SecureRandom().nextBytes(random);
        password = HexFormat.of().formatHex(random);
        instance = RdsPostgres.in(folder)
                .authority(authority)
                .master(master, password)
                .database(database)
                .iam(REGION, new TestKey())
                .setting("fsync", "off")
                .start();
    }

    static TestPostgres start(Path folder, LocalAuthority authority, String master, String database) {
        return new TestPostgres(folder, authority, master, database);
    }

    private final class TestKey implements IamLogins {
        @Override
        public Optional<String> secretOf(String accessKeyId) {
            return accessKeyId.equals(ACCESS_KEY_ID) ? Optional.of(SECRET_ACCESS_KEY) : Optional.empty();
        }

        @Override
        public boolean mayConnect(String accessKeyId, String databaseUser) {
            return !barred.contains(databaseUser);
        }
    }

    /** Its host, the name in its certificate. */
    public String host() {
        return "localhost";
    }

    /** Its port. */
    public int port() {
        return instance.port();
    }

    /** The master user, who is no superuser. */
    public String masterUser() {
        return master;
    }

    /** The master's password, new for each instance. */
    public String masterPassword() {
        return password;
    }

    /** The master's secret as RDS keeps it in Secrets Manager. */
    public String masterSecret() {
        return "{\"username\":\"" + master + "\",\"password\":\"" + password + "\"}";
    }

    /** The database that it was made with. */
    public String database() {
        return database;
    }

    /** The instance itself. */
    public RdsPostgres instance() {
        return instance;
    }

    /** Makes an empty database that the master owns, and answers its name. */
    public String newDatabase() {
        var name = "test_" + databases.incrementAndGet();
        try (var connection = connectAsOwner("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner " + master + " strategy wal_log");
            return name;
        } catch (SQLException e) {
            throw new EngineException("Making the test database " + name + " failed: " + e.getMessage(), e);
        }
    }

    /** A token with which a database user logs in for the next 15 minutes. */
    public String token(String user) {
        return IamToken.sign(host() + ":" + port(), user, REGION, ACCESS_KEY_ID, SECRET_ACCESS_KEY, Instant.now());
    }

    /** Takes {@code rds-db:connect} for a database user from the access key, or gives it back. */
    public void allowConnect(String user, boolean allowed) {
        if (allowed) {
            barred.remove(user);
        } else {
            barred.add(user);
        }
    }

    /** Logs in through the network over verified TLS, with a password or a token. */
    public Connection connect(String name, String user, String passwordOrToken) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", passwordOrToken);
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", Engines.authority().caFile().toString());
        return DriverManager.getConnection("jdbc:postgresql://" + host() + ":" + port() + "/" + name, properties);
    }

    /** Connects past the network as the superuser that RDS keeps to itself. */
    public Connection connectAsOwner(String name) throws SQLException {
        return instance.connect(name);
    }

    /** Ends it and deletes its data. */
    @Override
    public void close() {
        instance.close();
        try {
            Cache.deleteTree(folder);
        } catch (IOException e) {
            throw new EngineException("Deleting the test database in " + folder + " failed: " + e, e);
        }
    }
}
