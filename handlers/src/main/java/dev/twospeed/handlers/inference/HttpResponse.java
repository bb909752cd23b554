package dev.twospeed.handlers.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * A response as a function URL wants it (payload format 2.0).
 *
 * @param status the HTTP status
 * @param headers by name in lower case
 * @param body text of the body, empty for none
 */
record HttpResponse(int status, Map<String, String> headers, String body) {
    static HttpResponse json(int status, ObjectNode body) {
        return new HttpResponse(status, Map.of("content-type", "application/json"), body.toString());
    }

    static HttpResponse of(Problem problem) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.getMessage());
        Map<String, String> headers = problem.status() == 503
                ? Map.of("content-type", "application/problem+json", "retry-after", "5")
                : Map.of("content-type", "application/problem+json");
        return new HttpResponse(problem.status(), headers, body.toString());
    }

    void write(ObjectMapper json, OutputStream out) throws IOException {
        ObjectNode event = json.createObjectNode().put("statusCode", status);
        headers.forEach(event.putObject("headers")::put);
        json.writeValue(out, event.put("body", body).put("isBase64Encoded", false));
    }
}
