package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The JSON document with which a failed invocation answers: errorType, errorMessage, stackTrace. */
final class ErrorDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ErrorDocument() {}

    static byte[] of(String type, String message) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("errorType", type).put("errorMessage", message);
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Type and message of a document, or all of it when it has another shape. */
    static String message(byte[] document) {
        try {
            var node = JSON.readTree(document);
            if (node.has("errorMessage")) {
                return node.path("errorType").asText("Error") + ": "
                        + node.path("errorMessage").asText();
            }
        } catch (IOException e) {
            // A function may answer with anything; shown as it is.
        }
        return new String(document, StandardCharsets.UTF_8);
    }
}
