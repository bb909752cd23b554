package dev.twospeed.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The loader function's administrative operations. */
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
        var active = invoke("list").path("active");
        return active.isTextual() ? Optional.of(active.asText()) : Optional.empty();
    }

    private JsonNode invoke(String operation) {
        try {
            var payload = JSON.writeValueAsBytes(Map.of("operation", operation));
            var answer = lambda.invoke(r -> r.functionName(function).payload(SdkBytes.fromByteArray(payload)));
            var json = JSON.readTree(answer.payload().asByteArray());
            if (answer.functionError() != null) {
                throw new IllegalStateException("The function " + function + " failed at '" + operation + "': "
                        + json.path("errorMessage").asText());
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException("The function " + function + " answered something that is no JSON", e);
        }
    }
}
