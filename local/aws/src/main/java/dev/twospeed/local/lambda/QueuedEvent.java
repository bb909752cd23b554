package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * An event that nobody waits for, accepted and not yet handled.
 *
 * @param id its request id, the same for each attempt
 * @param function as the caller named it
 * @param acceptedMillis when, in epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, written once
record QueuedEvent(String id, String function, byte[] payload, long acceptedMillis) {
    private static final ObjectMapper JSON = new ObjectMapper();

    boolean olderThan(Duration limit) {
        return Instant.ofEpochMilli(acceptedMillis).plus(limit).isBefore(Instant.now());
    }

    /**
     * The record that a failure destination gets.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">its shape</a>
     */
    ObjectNode deadLetter(String functionArn, int attempts, String condition, byte[] answer) {
        var letter = JsonNodeFactory.instance.objectNode();
        letter.put("version", "1.0").put("timestamp", Instant.now().toString());
        letter.putObject("requestContext")
                .put("requestId", id)
                .put("functionArn", functionArn)
                .put("condition", condition)
                .put("approximateInvokeCount", attempts);
        letter.set("requestPayload", tree(payload));
        letter.putObject("responseContext").put("statusCode", 200).put("functionError", "Unhandled");
        letter.set("responsePayload", tree(answer));
        return letter;
    }

    private static com.fasterxml.jackson.databind.JsonNode tree(byte[] document) {
        try {
            return JSON.readTree(document);
        } catch (IOException e) {
            return JsonNodeFactory.instance.textNode(new String(document, StandardCharsets.UTF_8));
        }
    }
}
