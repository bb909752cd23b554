package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.environment.LogLine;
import dev.twospeed.handlers.storage.ModelFiles;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The model that answers, kept in memory and looked up again after an interval: a switch in the database is followed without a restart.
 *
 * <p>The database says which model is active and the store has it. Where the database cannot be asked, the model at hand goes on
 * answering; a function that never had one takes what the store says was active last, which it reads while it asks. Where a newer model cannot be read, the one
 * at hand goes on answering. Not safe for use by several threads: a function serves one request at a time.
 */
public final class ModelCache {
    private final VectorSearch search;
    private final ModelFiles store;
    private final Duration refresh;
    private final LongSupplier nanoTime;
    private @Nullable ServedModel current;
    private long nextLook;

    /**
     * An empty cache.
     *
     * @param refresh how long an answer of the database about the active model is believed
     * @param nanoTime the clock, {@link System#nanoTime} outside of tests
     */
    public ModelCache(VectorSearch search, ModelFiles store, Duration refresh, LongSupplier nanoTime) {
        this.search = search;
        this.store = store;
        this.refresh = refresh;
        this.nanoTime = nanoTime;
        this.nextLook = nanoTime.getAsLong();
    }

    /**
     * What is known of the active model.
     *
     * @param model the model, null if there is none or it cannot be had
     * @param fault why the model or the database could not be asked, null if all is well
     */
    public record Look(
            @Nullable ServedModel model, @Nullable Exception fault) {}

    /** The model to answer with now; at most {@code timeout} is spent waiting for the database. */
    public Look look(Duration timeout) {
        if (nanoTime.getAsLong() - nextLook < 0) {
            return new Look(current, null);
        }
        Look look = lookAgain(timeout);
        if (look.fault() == null) {
            nextLook = nanoTime.getAsLong() + refresh.toNanos();
        }
        return look;
    }

    /** The model to answer with while the database is not to be asked. */
    public Look atHand() {
        return new Look(current == null ? withoutDatabase(ModelPrefetch.start(store)) : current, null);
    }

    /** Makes the next look ask the database, because the model at hand is no longer there. */
    public void forget() {
        nextLook = nanoTime.getAsLong();
    }

    /** Starts anew after a time that may have been long: with a fresh connection and a look at the database. */
    void resume() {
        search.disconnect();
        forget();
    }

    private Look lookAgain(Duration timeout) {
        ServedModel known = current;
        ModelPrefetch prefetch = known == null ? ModelPrefetch.start(store) : null;
        try {
            Optional<ModelKey> active = search.activeModel(timeout);
            current = active.isPresent() ? served(active.get(), known, prefetch) : null;
            if (active.isEmpty() && prefetch != null) {
                prefetch.abandon();
            }
            return new Look(current, null);
        } catch (SQLException e) {
            return new Look(prefetch == null ? current : withoutDatabase(prefetch), e);
        } catch (IOException e) {
            LogLine.warn("the active model cannot be read; the one before goes on answering")
                    .with("model_version", current == null ? null : current.version())
                    .with(e)
                    .write();
            return new Look(current, e);
        }
    }

    private ServedModel served(ModelKey active, @Nullable ServedModel known, @Nullable ModelPrefetch prefetch)
            throws IOException {
        if (known != null && active.equals(known.key())) {
            return known;
        }
        if (known != null && known.version().equals(active.version())) {
            return new ServedModel(active, known.recommender());
        }
        return new ServedModel(
                active,
                prefetch == null ? ModelPrefetch.read(store, active.version()) : prefetch.model(active.version()));
    }

    private @Nullable ServedModel withoutDatabase(ModelPrefetch prefetch) {
        try {
            Optional<InMemoryRecommender> last = prefetch.model();
            current = last.isPresent() ? new ServedModel(null, last.get()) : null;
        } catch (IOException e) {
            LogLine.warn("neither the database nor the store says which model is active")
                    .with(e)
                    .write();
        }
        return current;
    }
}
