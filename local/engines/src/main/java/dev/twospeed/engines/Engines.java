package dev.twospeed.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Databases for tests: one RDS-like PostgreSQL a JVM, and fresh ones where a test changes what a whole server has.
 *
 * <p>They live below {@code target/engines} of the module under test and end with the JVM.
 */
public final class Engines {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Engines() {}

    /** The instance that all tests of this JVM share; take a database of your own from it. */
    public static TestPostgres postgres() {
        return Shared.POSTGRES;
    }

    /** An instance of its own, with fresh roles; close it. About half a second. */
    public static TestPostgres freshPostgres() {
        return freshPostgres("twospeed_admin", "recommendations");
    }

    /** An instance of its own with another master user and first database; close it. */
    public static TestPostgres freshPostgres(String master, String database) {
        var folder = folder().resolve("postgresql-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        return TestPostgres.start(folder, authority(), master, database);
    }

    /** A MySQL-protocol server of its own; close it. About four seconds. */
    public static TestMysql freshMysql() {
        var folder = folder().resolve("mysql-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        return TestMysql.start(folder, authority());
    }

    /** The certificate authority of the tests' databases. */
    public static LocalAuthority authority() {
        return Shared.AUTHORITY;
    }

    private static Path folder() {
        var folder = Path.of("target", "engines").toAbsolutePath();
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new EngineException("Making " + folder + " for the tests' databases failed: " + e, e);
        }
    }

    private static final class Shared {
        static final LocalAuthority AUTHORITY = LocalAuthority.open(folder().resolve("authority"));
        static final TestPostgres POSTGRES = freshPostgres();
    }
}
