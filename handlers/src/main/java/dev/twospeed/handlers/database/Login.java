package dev.twospeed.handlers.database;

import dev.twospeed.handlers.environment.Credentials;
import dev.twospeed.handlers.environment.Environment;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Opens connections of one user over TLS, with the server's certificate and name verified. */
public final class Login implements ConnectionSource {
    private final DatabaseAddress address;
    private final String user;
    private final Password password;
    private final Duration socketTimeout;
    private final @Nullable String largestAnswer;

    /**
     * A user with its password.
     *
     * @param socketTimeout how long a read from the server may take before the connection counts as dead; zero for no limit
     */
    public Login(DatabaseAddress address, String user, Password password, Duration socketTimeout) {
        this(address, user, password, socketTimeout, null);
    }

    private Login(
            DatabaseAddress address,
            String user,
            Password password,
            Duration socketTimeout,
            @Nullable String largestAnswer) {
        this.address = address;
        this.user = user;
        this.password = password;
        this.socketTimeout = socketTimeout;
        this.largestAnswer = largestAnswer;
    }

    /** The user named by {@code DB_USER}, with IAM tokens. */
    public static Login of(Environment environment, Duration socketTimeout) {
        return withToken(environment, environment.text("DB_USER"), socketTimeout);
    }

    /** A user of this name, with IAM tokens. */
    public static Login withToken(Environment environment, String user, Duration socketTimeout) {
        DatabaseAddress address = DatabaseAddress.of(environment);
        IamToken token = new IamToken(address, user, Credentials.ofFunction(environment));
        return new Login(address, user, token, socketTimeout);
    }

    /**
     * The same login for questions of any size: its connections refuse an answer that is larger while it is read.
     *
     * <p>Not for questions whose answers are bounded by themselves: the driver asks the JVM for its memory, whose classes cost a starting
     * function a hundredth of a second.
     *
     * @param megabytes less than the memory takes
     */
    public Login withAnswersUpTo(int megabytes) {
        return new Login(address, user, password, socketTimeout, megabytes + "M");
    }

    @Override
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password());
        PGProperty.SSL_MODE.set(properties, "verify-full");
        PGProperty.SSL_FACTORY.set(properties, TrustedSockets.class.getName());
        properties.setProperty(TrustedSockets.REGION, address.region());
        if (address.additionalCa() != null) {
            properties.setProperty(TrustedSockets.ADDITIONAL_CA, address.additionalCa());
        }
        PGProperty.CONNECT_TIMEOUT.set(properties, 3);
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) socketTimeout.toSeconds());
        if (largestAnswer != null) {
            PGProperty.MAX_RESULT_BUFFER.set(properties, largestAnswer);
        }
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, "twospeed");
        PGProperty.PREPARE_THRESHOLD.set(properties, 1);
        String url = "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.name();
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("Connecting to " + url + ": the driver does not accept this address.");
        }
        return connection;
    }

    /** Without credentials the database cannot be asked, as if it were down. */
    private String password() throws SQLException {
        try {
            return password.get();
        } catch (UncheckedIOException e) {
            throw new SQLException("Logging in as " + user + " failed: " + e.getMessage(), "28000", e);
        }
    }
}
