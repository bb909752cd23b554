package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an event that nobody waits for.
 *
 * @param retries after the first attempt, 0 to 2
 * @param maximumAgeSeconds how long an event is tried at all
 * @param onFailure ARN of where an event goes that could not be handled
 */
record EventInvokeConfig(
        int retries, int maximumAgeSeconds, @Nullable String onFailure) {
    /** Lambda's own. */
    static final EventInvokeConfig DEFAULT = new EventInvokeConfig(2, 21600, null);

    /** Reads the inputs of {@code aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig}. */
    static EventInvokeConfig of(JsonNode inputs) {
        var destination = inputs.path("destinationConfig").path("onFailure").path("destination");
        return new EventInvokeConfig(
                inputs.path("maximumRetryAttempts").asInt(DEFAULT.retries),
                inputs.path("maximumEventAgeInSeconds").asInt(DEFAULT.maximumAgeSeconds),
                destination.isTextual() ? destination.asText() : null);
    }
}
