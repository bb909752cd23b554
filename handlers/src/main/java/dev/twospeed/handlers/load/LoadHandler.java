package dev.twospeed.handlers.load;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.handlers.database.Login;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.storage.S3;
import dev.twospeed.handlers.storage.S3ModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The loader function: started by each published model, each hour, at each deployment, and by operators. */
public final class LoadHandler implements RequestStreamHandler {
    /** An index build says nothing for minutes. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(14);

    /** Longer than a question may take, so that its end comes from the database. */
    private static final Duration QUESTION_TIMEOUT = Inspection.LONGEST.plusSeconds(10);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Loader loader;
    private final FunctionLoader functionLoader;
    private final Inspection inspection;
    private final String modelPrefix;

    /** Made by Lambda. */
    public LoadHandler() {
        this(Environment.ofProcess());
    }

    private LoadHandler(Environment environment) {
        this(
                new Loader(
                        Login.of(environment, SOCKET_TIMEOUT),
                        S3ModelStore.of(environment, S3.client()),
                        environment.number("KEEP_VERSIONS", 3, 0, 100),
                        environment.number("EXACT_ITEMS", Loader.EXACT_ITEMS, 0, Integer.MAX_VALUE)),
                FunctionLimit.of(environment),
                loadingJob(environment),
                new Inspection(
                        Login.withToken(environment, environment.text("DB_INSPECTOR_USER"), QUESTION_TIMEOUT),
                        Inspection.LONGEST),
                environment.text("MODEL_PREFIX"));
    }

    LoadHandler(
            Loader loader, FunctionLimit limit, @Nullable LoadingJob job, Inspection inspection, String modelPrefix) {
        this.loader = loader;
        this.functionLoader = new FunctionLoader(loader, limit, job);
        this.inspection = inspection;
        this.modelPrefix = modelPrefix;
    }

    private static @Nullable LoadingJob loadingJob(Environment environment) {
        String name = environment.textOrNull("LOADING_JOB");
        return name == null ? null : GlueLoadingJob.named(name);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        LoadRequest request = LoadRequest.of(JSON.readTree(in), modelPrefix);
        try {
            JSON.writeValue(out, answer(request));
        } catch (SQLException e) {
            throw new IOException(
                    "Loader (" + request + "): the vector database refused or failed. " + e.getMessage(), e);
        }
    }

    private ObjectNode answer(LoadRequest request) throws SQLException, IOException {
        if (request instanceof LoadRequest.Published published) {
            return json(functionLoader.load(published.version()));
        } else if (request instanceof LoadRequest.Activate activate) {
            return json(functionLoader.activate(activate.version()));
        } else if (request instanceof LoadRequest.Rollback) {
            return json(loader.rollback());
        } else if (request instanceof LoadRequest.Forget forget) {
            return JSON.createObjectNode().put("rows", loader.forget(forget.customer()));
        } else if (request instanceof LoadRequest.Sql sql) {
            return inspection.answer(sql.text());
        } else if (request instanceof LoadRequest.Reconcile) {
            return json(functionLoader.reconcile());
        }
        return json(loader.list());
    }

    private static ObjectNode json(Outcome outcome) {
        return JSON.createObjectNode()
                .put("status", outcome.status().label())
                .put("version", outcome.version())
                .put("active", outcome.active());
    }

    private ObjectNode json(Loader.Listing listing) {
        ObjectNode json = JSON.createObjectNode().put("active", listing.active().orElse(null));
        ArrayNode models = json.putArray("models");
        for (LoadedModel model : listing.models()) {
            ObjectNode listed = models.addObject()
                    .put("version", model.version())
                    .put("rank", model.rank())
                    .put("items", model.items())
                    .put("users", model.users())
                    .put("indexed", model.indexed())
                    .put("loaded_at", model.loadedAt().toString());
            loader.metrics(model.version()).forEach(listed.putObject("metrics")::put);
        }
        return json;
    }
}
