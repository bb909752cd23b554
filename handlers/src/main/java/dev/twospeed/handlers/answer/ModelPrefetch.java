package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.environment.LogLine;
import dev.twospeed.handlers.storage.ModelFiles;
import dev.twospeed.recommender.model.ArtifactFiles;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the model that the store says was activated last, in a thread of its own: a starting function asks the database meanwhile, and
 * spends the greater part of both on waiting.
 *
 * <p>The database has the last word. What the store says is nearly always the same, and costs no more than a small object where it is not known
 * in time.
 */
final class ModelPrefetch implements Runnable {
    /** What answering needs of a model. */
    private static final List<String> FILES = List.of(
            ArtifactFiles.MANIFEST,
            ArtifactFiles.FOLD_IN,
            ArtifactFiles.FOLD_IN_MATRICES,
            ArtifactFiles.ITEMS,
            ArtifactFiles.ITEM_FACTORS,
            ArtifactFiles.NEIGHBOURS);

    private final ModelFiles store;
    private final Thread thread = new Thread(this, "model-prefetch");
    private boolean abandoned;
    private @Nullable String version;
    private @Nullable InMemoryRecommender recommender;
    private @Nullable IOException fault;

    private ModelPrefetch(ModelFiles store) {
        this.store = store;
    }

    /** Begins to read. */
    static ModelPrefetch start(ModelFiles store) {
        ModelPrefetch prefetch = new ModelPrefetch(store);
        prefetch.thread.setDaemon(true);
        prefetch.thread.start();
        return prefetch;
    }

    @Override
    public void run() {
        try {
            Optional<String> active = store.activeVersion();
            if (active.isPresent() && begin(active.get())) {
                recommender = read(store, active.get());
            }
        } catch (IOException e) {
            fault = e;
        }
    }

    private synchronized boolean begin(String active) {
        version = abandoned ? null : active;
        return !abandoned;
    }

    /** Reads no model that is not begun. */
    synchronized void abandon() {
        abandoned = true;
    }

    /**
     * The model of a version: the one that is being read here, or read now.
     *
     * @throws IOException if it cannot be read
     */
    InMemoryRecommender model(String wanted) throws IOException {
        String begun;
        synchronized (this) {
            abandoned = true;
            begun = version;
        }
        if (begun != null) {
            // Of another version, too: two models at once may be more than the memory holds.
            await();
        }
        if (!wanted.equals(begun)) {
            return read(store, wanted);
        }
        return made();
    }

    /**
     * The model that was active last, none if there never was one.
     *
     * @throws IOException if it cannot be read
     */
    Optional<InMemoryRecommender> model() throws IOException {
        await();
        return version == null && fault == null ? Optional.empty() : Optional.of(made());
    }

    private InMemoryRecommender made() throws IOException {
        if (fault != null) {
            throw fault;
        }
        if (recommender == null) {
            throw new IOException("reading model " + version + " ended with an error that was logged");
        }
        return recommender;
    }

    private void await() throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a model was read");
        }
    }

    /** Reads a model. */
    static InMemoryRecommender read(ModelFiles store, String version) throws IOException {
        long start = System.nanoTime();
        try (FilesAhead files = new FilesAhead(store.artifact(version), FILES)) {
            InMemoryRecommender recommender =
                    new InMemoryRecommender(ModelReader.open(files).readServingModel());
            LogLine.info("model read")
                    .with("model_version", version)
                    .with("items", recommender.model().products().size())
                    .millisecondsSince("model_milliseconds", start)
                    .write();
            return recommender;
        }
    }
}
