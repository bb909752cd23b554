package dev.twospeed.handlers.migrate;

import dev.twospeed.handlers.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;

/** Migrates databases for tests of other packages. */
public final class Migrated {
    private Migrated() {}

    public static void migrate(TestDatabase database) throws SQLException {
        migration(database, Duration.ofSeconds(5)).run();
    }

    static Migration migration(TestDatabase database, Duration patience) {
        return new Migration(
                new MasterLogin(
                        database.asMaster(), database.as(database.postgres().masterUser())),
                database.as("twospeed_migrator"),
                new Patience(patience, Duration.ofMillis(50)));
    }
}
