package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.environment.LogLine;
import dev.twospeed.handlers.storage.ModelFiles;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The model that answers, kept in memory and looked up again after an interval: a switch in the database is followed without a restart.
 *
 * <p>The database says which model is active and the store has it. Where the database cannot be asked, the model at hand goes on
 * answering; a function that never had one takes what the store says was active last, which it reads while it asks. Where a newer model cannot be read, the one
 * at hand goes on answering. A function serves one request at a time; beside it there may only be the look that a restore began.
 */
public final class ModelCache {
    private final VectorSearch search;
    private final ModelFiles store;
    private final Duration refresh;
    private final LongSupplier nanoTime;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable ServedModel current;
    private volatile long nextLook;

    /** What a first look reads meanwhile; for a question that cannot wait for it. */
    private volatile @Nullable ModelPrefetch prefetch;

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
        long deadline = System.nanoTime() + timeout.toNanos();
        if (!begin(timeout)) {
            return afterARestore();
        }
        try {
            if (nanoTime.getAsLong() - nextLook < 0) {
                return new Look(current, null);
            }
            Look look = lookAgain(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            if (look.fault() == null) {
                nextLook = nanoTime.getAsLong() + refresh.toNanos();
            }
            return look;
        } finally {
            looking.unlock();
        }
    }

    /** The model to answer with while the database is not to be asked. */
    public Look atHand() {
        if (!begin(Duration.ZERO)) {
            return afterARestore();
        }
        try {
            if (current == null) {
                current = lastOf(ModelPrefetch.start(store));
            }
            return new Look(current, null);
        } finally {
            looking.unlock();
        }
    }

    /** Makes the next look ask the database, because the model at hand is no longer there. */
    public void forget() {
        nextLook = nanoTime.getAsLong();
    }

    /**
     * Starts anew after a time that may have been long: with a fresh connection and a look at the database.
     *
     * @param patience how long that is waited for; what takes longer goes on beside the first question for a model
     */
    void resume(Duration patience) {
        search.disconnect();
        forget();
        Thread look = new Thread(() -> look(patience), "restore");
        look.setDaemon(true);
        look.start();
        try {
            look.join(patience.toMillis());
            if (look.isAlive()) {
                LogLine.warn("model and database are not all there yet after the restore")
                        .write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean begin(Duration patience) {
        try {
            return looking.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What the store gives while the look that a restore began still waits for the database. */
    private Look afterARestore() {
        SQLException fault = new SQLTimeoutException("the database has not answered since the function was restored");
        ServedModel known = current;
        ModelPrefetch begun = prefetch;
        return new Look(known != null || begun == null ? known : lastOf(begun), fault);
    }

    private Look lookAgain(Duration timeout) {
        ServedModel known = current;
        ModelPrefetch begun = known == null ? ModelPrefetch.start(store) : null;
        prefetch = begun;
        try {
            Optional<ModelKey> active = search.activeModel(timeout);
            if (active.isEmpty() && begun != null) {
                begun.abandon();
            }
            current = active.isPresent() ? served(active.get(), known, begun) : null;
            return new Look(current, null);
        } catch (SQLException e) {
            current = begun == null ? known : lastOf(begun);
            return new Look(current, e);
        } catch (IOException e) {
            LogLine.warn("the active model cannot be read; the one before goes on answering")
                    .with("model_version", known == null ? null : known.version())
                    .with(e)
                    .write();
            return new Look(known, e);
        } finally {
            prefetch = null;
        }
    }

    private ServedModel served(ModelKey active, @Nullable ServedModel known, @Nullable ModelPrefetch begun)
            throws IOException {
        if (known != null && active.equals(known.key())) {
            return known;
        }
        if (known != null && known.version().equals(active.version())) {
            return new ServedModel(active, known.recommender());
        }
        return new ServedModel(
                active, begun == null ? ModelPrefetch.read(store, active.version()) : begun.model(active.version()));
    }

    /** The model that was active last by what the store says, null if that cannot be had. */
    private static @Nullable ServedModel lastOf(ModelPrefetch begun) {
        try {
            Optional<InMemoryRecommender> last = begun.model();
            return last.isPresent() ? new ServedModel(null, last.get()) : null;
        } catch (IOException e) {
            LogLine.warn("neither the database nor the store says which model is active")
                    .with(e)
                    .write();
            return null;
        }
    }
}
