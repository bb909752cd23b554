package dev.twospeed.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** The loader function's administrative operations; docs/functions.md says what they answer. */
public final class Loader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final LambdaClient lambda;
    private final String function;

    /** Talks to the function of this name. */
    public Loader(LambdaClient lambda, String function) {
        this.lambda = lambda;
        this.function = function;
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

    private JsonNode invoke(Map<String, String> operation) {
        try {
            var payload = JSON.writeValueAsBytes(operation);
            var answer = lambda.invoke(r -> r.functionName(function).payload(SdkBytes.fromByteArray(payload)));
            var json = JSON.readTree(answer.payload().asByteArray());
            if (answer.functionError() != null) {
                throw new IllegalStateException("The function " + function + " failed at '"
                        + operation.get("operation") + "': "
                        + json.path("errorMessage").asText());
            }
            return json;
        } catch (TooManyRequestsException e) {
            throw new IllegalStateException(
                    "The function " + function + " is busy, with a model or somebody's question: try again in a minute",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("The function " + function + " answered something that is no JSON", e);
        }
    }
}
