package dev.twospeed.handlers.load;

import dev.twospeed.handlers.database.ConnectionSource;
import dev.twospeed.handlers.environment.LogLine;
import dev.twospeed.handlers.load.ModelTable.Active;
import dev.twospeed.handlers.load.Outcome.Status;
import dev.twospeed.handlers.storage.ModelStore;
import dev.twospeed.recommender.model.Manifest;
import dev.twospeed.recommender.model.ModelReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Brings published models into the database and decides which of them answers.
 *
 * <p>A model activates by itself only if no model as new was ever active: a late, duplicate or older manifest changes nothing, and a
 * model that was rolled back stays so until a newer one is published. A load and its switch are one transaction, so a wrong artifact, a
 * lost connection or a crash leaves the active model as it was. Loaders take turns by an advisory lock.
 */
public final class Loader {
    /** A catalogue of this size is searched exactly in less time than the answer takes to travel. */
    public static final int EXACT_ITEMS = 20_000;

    /** How long one loader waits for another. */
    private static final int WAIT_SECONDS = 300;

    private final ConnectionSource database;
    private final ModelStore store;
    private final int keep;
    private final int exactItems;

    /**
     * A loader.
     *
     * @param keep how many models are kept beside the active one
     * @param exactItems largest catalogue that is searched without an index
     */
    public Loader(ConnectionSource database, ModelStore store, int keep, int exactItems) {
        this.database = database;
        this.store = store;
        this.keep = keep;
        this.exactItems = exactItems;
    }

    /**
     * The models in the database.
     *
     * @param active the one that answers, if any
     * @param models all, newest first
     */
    public record Listing(Optional<String> active, List<LoadedModel> models) {}

    /** Loads a published model and makes it the active one, if it is newer than all that were active. */
    public Outcome load(String version) throws SQLException, IOException {
        return locked(models -> loadIfNewer(models, version));
    }

    /** Does what a lost event would have done: loads the newest published model, if it is newer than all that were active. */
    public Outcome reconcile() throws SQLException, IOException {
        Optional<String> newest = newestPublished();
        if (newest.isEmpty()) {
            return new Outcome(Status.NOTHING_PUBLISHED, null, list().active().orElse(null));
        }
        return load(newest.get());
    }

    /** The newest model that was published, if any was. */
    public Optional<String> newestPublished() throws IOException {
        return store.newestVersion();
    }

    /**
     * What would have to be loaded for a model to become the active one; does not wait for other loaders.
     *
     * @param onlyIfNewer as a published model becomes it, which does nothing if a model as new was active before
     * @return the manifest, empty if the model need not be loaded
     */
    public Optional<Manifest> missing(String version, boolean onlyIfNewer) throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            ModelTable models = new ModelTable(connection);
            if (isLoaded(models, version)
                    || onlyIfNewer
                            && models.active()
                                    .filter(active -> isAsNew(active, version))
                                    .isPresent()) {
                return Optional.empty();
            }
        }
        return Optional.of(ModelReader.open(store.artifact(version)).manifest());
    }

    /** Makes a model the active one because somebody says so, whatever its age; loads it first if need be. */
    public Outcome activate(String version) throws SQLException, IOException {
        return locked(models -> switchTo(models, version));
    }

    /** Makes the newest model older than the active one the active one. */
    public Outcome rollback() throws SQLException, IOException {
        return locked(models -> {
            String active = models.active()
                    .map(Active::version)
                    .orElseThrow(() -> new IllegalStateException(
                            "Rolling back: no model is active. Run the training job; what it publishes is activated."));
            String previous = models.all().stream()
                    .map(LoadedModel::version)
                    .filter(version -> version.compareTo(active) < 0)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Rolling back: no model older than the active "
                            + active + " is in the database. Activate a published version by name instead."));
            return switchTo(models, previous);
        });
    }

    /**
     * Deletes a customer's embeddings from all models, and keeps models of before from bringing them back.
     *
     * @return how many there were
     */
    public long forget(String customer) throws SQLException {
        try (Connection connection = database.connect()) {
            ModelTable models = new ModelTable(connection);
            models.lock(WAIT_SECONDS);
            long rows = models.forget(customer);
            LogLine.info("customer forgotten").with("rows", rows).write();
            return rows;
        }
    }

    /** The models in the database. */
    public Listing list() throws SQLException {
        try (Connection connection = database.connect()) {
            ModelTable models = new ModelTable(connection);
            return new Listing(models.active().map(Active::version), models.all());
        }
    }

    /** What was measured of a model when it was trained, by name; nothing if its manifest is no longer there. */
    public SortedMap<String, Double> metrics(String version) {
        try {
            return ModelReader.open(store.artifact(version)).manifest().metrics();
        } catch (IOException e) {
            LogLine.warn("the manifest of a loaded model cannot be read")
                    .with("model_version", version)
                    .with(e)
                    .write();
            return Collections.emptySortedMap();
        }
    }

    private Outcome loadIfNewer(ModelTable models, String version) throws SQLException, IOException {
        Optional<Active> active = models.active();
        if (active.isPresent() && isAsNew(active.get(), version)) {
            String answering = active.get().version();
            Status status = version.equals(answering) ? Status.ALREADY_ACTIVE : Status.NOT_NEWER;
            return new Outcome(status, version, answering);
        }
        loadAndSwitch(models, version, true);
        return new Outcome(Status.ACTIVATED, version, version);
    }

    private static boolean isAsNew(Active active, String version) {
        return version.compareTo(active.newestVersion()) <= 0;
    }

    private static boolean isLoaded(ModelTable models, String version) throws SQLException {
        return models.all().stream().anyMatch(model -> model.version().equals(version));
    }

    private Outcome switchTo(ModelTable models, String version) throws SQLException, IOException {
        if (models.active().map(Active::version).filter(version::equals).isPresent()) {
            return new Outcome(Status.ALREADY_ACTIVE, version, version);
        }
        loadAndSwitch(models, version, false);
        return new Outcome(Status.ACTIVATED, version, version);
    }

    private void loadAndSwitch(ModelTable models, String version, boolean onlyIfNewer)
            throws SQLException, IOException {
        Connection connection = models.connection();
        boolean loaded = isLoaded(models, version);
        long start = System.nanoTime();
        connection.setAutoCommit(false);
        if (!loaded) {
            HashedManifest source = new HashedManifest(store.artifact(version));
            ModelReader reader = ModelReader.open(source);
            if (!reader.manifest().version().equals(version)) {
                throw new IOException("Loading model " + version + ": the manifest in " + store.location(version)
                        + " is of model " + reader.manifest().version()
                        + ". Publish the model again by running the training job.");
            }
            new ModelLoad(connection, reader, exactItems).run(source.sha256());
        }
        models.activate(version, onlyIfNewer);
        connection.commit();
        connection.setAutoCommit(true);
        LogLine.info("model activated")
                .with("model_version", version)
                .with("loaded", !loaded)
                .millisecondsSince("milliseconds", start)
                .write();
    }

    /** What is done while no other loader works. */
    private interface Turn {
        Outcome take(ModelTable models) throws SQLException, IOException;
    }

    private Outcome locked(Turn turn) throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            ModelTable models = new ModelTable(connection);
            models.lock(WAIT_SECONDS);
            Outcome outcome = turn.take(models);
            if (outcome.active() != null) {
                store.publishActive(outcome.active());
            }
            retire(models);
            return outcome;
        }
    }

    private void retire(ModelTable models) {
        try {
            List<String> retired = models.retire(keep);
            if (!retired.isEmpty()) {
                LogLine.info("models retired")
                        .with("model_versions", String.join(" ", retired))
                        .write();
            }
        } catch (SQLException e) {
            // The new model answers already; what is left over is dropped after the next load.
            LogLine.warn("models not retired").with(e).write();
        }
    }
}
