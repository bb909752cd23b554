package dev.twospeed.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Calls one function and waits for its answer. */
record FunctionCall(LambdaClient lambda, String function) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Calls it.
     *
     * @param operation what it is asked for, for the message of a failure
     * @throws IllegalStateException with what the function says if it fails
     */
    JsonNode of(String operation, Map<String, Object> request) {
        try {
            var payload = JSON.writeValueAsBytes(request);
            var answer = lambda.invoke(r -> r.functionName(function).payload(SdkBytes.fromByteArray(payload)));
            var json = JSON.readTree(answer.payload().asByteArray());
            if (answer.functionError() != null) {
                throw new IllegalStateException("The function " + function + " failed at '" + operation + "': "
                        + json.path("errorMessage").asText());
            }
            return json;
        } catch (TooManyRequestsException e) {
            throw new IllegalStateException(
                    "The function " + function + " is busy with another call, and did not take '" + operation
                            + "': try again in a minute",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("The function " + function + " answered something that is no JSON", e);
        }
    }
}
