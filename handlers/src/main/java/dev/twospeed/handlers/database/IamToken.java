package dev.twospeed.handlers.database;

import dev.twospeed.handlers.environment.Credentials;
import dev.twospeed.handlers.environment.SignedGet;
import java.time.Duration;
import java.time.Instant;

/**
 * The IAM authentication token of a database user: signed locally with the function's own credentials, without a call to AWS.
 *
 * <p>It is the URL of a request to connect, signed for a quarter of an hour
 * (<a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html">AWS: IAM database authentication</a>).
 */
public final class IamToken implements Password {
    private static final Duration VALID = Duration.ofMinutes(15);

    private final DatabaseAddress address;
    private final String user;
    private final Credentials credentials;

    /** Tokens for one user. */
    public IamToken(DatabaseAddress address, String user, Credentials credentials) {
        this.address = address;
        this.user = user;
        this.credentials = credentials;
    }

    @Override
    public String get() {
        SignedGet connect = new SignedGet(address.host() + ":" + address.port(), "/", "rds-db", address.region());
        String asked = "Action=connect&DBUser=" + SignedGet.escaped(user);
        return connect.host() + connect.path() + "?" + connect.query(asked, credentials.get(), Instant.now(), VALID);
    }
}
