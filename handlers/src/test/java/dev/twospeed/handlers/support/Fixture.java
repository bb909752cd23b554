package dev.twospeed.handlers.support;

import dev.twospeed.engines.TestPostgres;
import dev.twospeed.handlers.answer.Answerer.OnFault;
import dev.twospeed.handlers.answer.Serving;
import dev.twospeed.handlers.answer.ServingConfig;
import dev.twospeed.handlers.load.Loader;
import dev.twospeed.handlers.migrate.Migrated;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** A migrated database, a store of models beside it, and a loader between them. */
public final class Fixture {
    public static final String FIRST = "20261101T000000Z-11111111";
    public static final String SECOND = "20261102T000000Z-22222222";
    public static final String THIRD = "20261103T000000Z-33333333";

    private final TestDatabase database;
    private final FolderModelStore store;

    private Fixture(TestDatabase database, Path folder) throws SQLException {
        this.database = database;
        this.store = new FolderModelStore(folder);
        Migrated.migrate(database);
    }

    public static Fixture in(Path folder) throws SQLException {
        return new Fixture(TestDatabase.empty(), folder);
    }

    public static Fixture on(TestPostgres postgres, Path folder) throws SQLException {
        return new Fixture(TestDatabase.on(postgres), folder);
    }

    public TestDatabase database() {
        return database;
    }

    public FolderModelStore store() {
        return store;
    }

    /** What answers from the database with lists of ten, and from memory where that fails. */
    public Serving serving() {
        ServingConfig config =
                new ServingConfig(10, false, OnFault.DEGRADE, Duration.ofHours(1), Duration.ofSeconds(10), 0);
        return new Serving(config, database.as("twospeed_reader"), store, System::nanoTime);
    }

    public Loader loader() {
        return new Loader(database.as("twospeed_loader"), store, 1, 20_000);
    }
}
