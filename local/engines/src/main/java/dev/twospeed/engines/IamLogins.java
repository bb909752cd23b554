package dev.twospeed.engines;

import java.util.Optional;

/** What an RDS instance asks IAM when a database user logs in with a token. */
public interface IamLogins {
    /** The secret of an access key, if there is such a key. */
    Optional<String> secretOf(String accessKeyId);

    /** Whether the holder of a key has {@code rds-db:connect} for a database user of this instance. */
    boolean mayConnect(String accessKeyId, String databaseUser);
}
