package dev.twospeed.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The loader function's administrative operations; docs/functions.md says what they answer. */
public final class Loader {
    private final FunctionCall function;

    /** Talks to the function of this name. */
    public Loader(LambdaClient lambda, String function) {
        this.function = new FunctionCall(lambda, function);
    }

    /** The version of the model that is served, if any. */
    public Optional<String> active() {
        var active = list().path("active");
        return active.isTextual() ? Optional.of(active.asText()) : Optional.empty();
    }

    /** The models in the database, and which of them is served. */
    public JsonNode list() {
        return invoke(Map.of("operation", "list"));
    }

    /**
     * Serves a model, loading it first if need be.
     *
     * @throws IllegalStateException with what the loader says if it cannot
     */
    public JsonNode activate(String version) {
        return invoke(Map.of("operation", "activate", "version", version));
    }

    /**
     * Serves the newest model older than the one that is served.
     *
     * @throws IllegalStateException with what the loader says if there is none
     */
    public JsonNode rollback() {
        return invoke(Map.of("operation", "rollback"));
    }

    /**
     * Deletes a customer's embeddings from all models, also from those loaded later.
     *
     * @return how many there were
     */
    public long forget(long customer) {
        return invoke(Map.of("operation", "forget", "customer", String.valueOf(customer)))
                .path("rows")
                .asLong();
    }

    /**
     * Asks the database a question, read-only.
     *
     * @throws IllegalStateException if the loader cannot ask; what the database objects to is an answer
     */
    public JsonNode sql(String statement) {
        return invoke(Map.of("operation", "sql", "sql", statement));
    }

    private JsonNode invoke(Map<String, Object> operation) {
        return function.of(String.valueOf(operation.get("operation")), operation);
    }
}
