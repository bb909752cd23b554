package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.database.ConnectionPool;
import dev.twospeed.handlers.database.ConnectionSource;
import dev.twospeed.handlers.database.DatabaseAddress;
import dev.twospeed.handlers.database.Login;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.storage.ModelFiles;
import dev.twospeed.handlers.storage.S3ModelFiles;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Puts together what answers sessions in a function, from its environment. Nothing is connected to yet. */
public final class Serving {
    private final ServingConfig config;
    private final VectorSearch search;
    private final ModelCache models;
    private final Answerer answerer;

    @SuppressWarnings({"UnusedVariable", "FieldCanBeLocal"}) // Held here: see WarmUp.register.
    private @Nullable WarmUp warmUp;

    /**
     * Answers from this database and these models.
     *
     * @param database connections to it
     * @param nanoTime the clock, {@link System#nanoTime} outside of tests
     */
    public Serving(ServingConfig config, ConnectionSource database, ModelFiles store, LongSupplier nanoTime) {
        this.config = config;
        this.search = new VectorSearch(new ConnectionPool(database));
        this.models = new ModelCache(search, store, config.modelRefresh(), nanoTime);
        this.answerer = new Answerer(models, search, config.onFault(), config.itemsInMemory(), nanoTime);
    }

    /** All parts for this environment. */
    public static Serving of(Environment environment) {
        ServingConfig config = ServingConfig.of(environment);
        Serving serving = new Serving(
                config,
                Login.of(environment, config.databaseTimeout()),
                S3ModelFiles.of(environment),
                System::nanoTime);
        serving.warmUp = WarmUp.register(environment, DatabaseAddress.of(environment), serving.models);
        return serving;
    }

    /** How this function answers. */
    public ServingConfig config() {
        return config;
    }

    /** The questions to the database. */
    public VectorSearch search() {
        return search;
    }

    /** The model that answers. */
    public ModelCache models() {
        return models;
    }

    /** Answers sessions. */
    public Answerer answerer() {
        return answerer;
    }
}
