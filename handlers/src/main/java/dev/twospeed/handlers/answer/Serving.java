package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.database.ConnectionPool;
import dev.twospeed.handlers.database.Login;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.storage.S3;
import dev.twospeed.handlers.storage.S3ModelStore;
import java.time.Duration;

/** Puts together what answers sessions in a function, from its environment. Nothing is connected to yet. */
public final class Serving {
    private static final Duration POOL_WAIT = Duration.ofSeconds(3);

    private final ServingConfig config;
    private final VectorSearch search;
    private final ModelCache models;
    private final Answerer answerer;

    private Serving(ServingConfig config, VectorSearch search, ModelCache models) {
        this.config = config;
        this.search = search;
        this.models = models;
        this.answerer = new Answerer(models, search, config.onFault(), System::nanoTime);
    }

    /** All parts for this environment. */
    public static Serving of(Environment environment) {
        ServingConfig config = ServingConfig.of(environment);
        Login login = Login.of(environment, config.databaseTimeout());
        VectorSearch search = new VectorSearch(new ConnectionPool(login, POOL_WAIT));
        S3ModelStore store = S3ModelStore.of(environment, S3.client());
        return new Serving(config, search, new ModelCache(search, store, config.modelRefresh(), System::nanoTime));
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
