package dev.twospeed.handlers.load;

import dev.twospeed.handlers.load.LoadingJob.Operation;
import dev.twospeed.handlers.load.Outcome.Status;
import dev.twospeed.recommender.model.Manifest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads models that fit into a function's time itself, and has a job load the others. */
final class FunctionLoader {
    private final Loader loader;
    private final FunctionLimit limit;
    private final @Nullable LoadingJob job;

    /**
     * A loader with a limit.
     *
     * @param job loads what is above the limit; null where nothing does, and then the loader tries
     */
    FunctionLoader(Loader loader, FunctionLimit limit, @Nullable LoadingJob job) {
        this.loader = loader;
        this.limit = limit;
        this.job = job;
    }

    Outcome load(String version) throws SQLException, IOException {
        Optional<Outcome> handedOver = handOver(Operation.LOAD, version);
        return handedOver.isPresent() ? handedOver.get() : loader.load(version);
    }

    Outcome reconcile() throws SQLException, IOException {
        Optional<String> newest = loader.newestPublished();
        return newest.isPresent() ? load(newest.get()) : loader.reconcile();
    }

    Outcome activate(String version) throws SQLException, IOException {
        Optional<Outcome> handedOver = handOver(Operation.ACTIVATE, version);
        return handedOver.isPresent() ? handedOver.get() : loader.activate(version);
    }

    /** Before the loaders' lock is asked for: a running job holds it until it is done. */
    private Optional<Outcome> handOver(Operation operation, String version) throws SQLException, IOException {
        if (job == null) {
            return Optional.empty();
        }
        Optional<Manifest> missing = loader.missing(version, operation == Operation.LOAD);
        if (missing.isEmpty() || !limit.exceededBy(missing.get())) {
            return Optional.empty();
        }
        Status status = job.start(operation, version) ? Status.HANDED_OVER : Status.JOB_BUSY;
        return Optional.of(new Outcome(status, version, loader.list().active().orElse(null)));
    }
}
