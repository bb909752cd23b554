package dev.twospeed.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Databases for tests: one RDS-like PostgreSQL a JVM, and fresh ones where a test changes what a whole server has.
 *
 * <p>They live below {@code target/engines} of the module under test and end with the JVM; so does their data, or, after a JVM that was killed,
 * with the next one.
 */
public final class Engines {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** The folder of a server: which, of which process, the how manieth. */
    private static final Pattern DATA = Pattern.compile("(?:postgresql|mysql)-(\\d+)-\\d+");

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

    /** Deletes data of processes that are no more; a server that still runs on it ends when it misses it. */
    static void deleteWhatKilledOnesLeft(Path folder) {
        try (var entries = Files.list(folder)) {
            for (var entry : entries.toList()) {
                var name = DATA.matcher(entry.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    Cache.deleteTree(entry);
                }
            }
        } catch (IOException e) {
            // Another process deletes them as well, or the next one will.
        }
    }

    private static final class Shared {
        static final LocalAuthority AUTHORITY = LocalAuthority.open(folder().resolve("authority"));
        static final TestPostgres POSTGRES = start();

        private static TestPostgres start() {
            deleteWhatKilledOnesLeft(folder());
            var postgres = freshPostgres();
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "delete test database"));
            return postgres;
        }
    }
}
