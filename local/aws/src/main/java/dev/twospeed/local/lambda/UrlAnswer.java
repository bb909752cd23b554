package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The HTTP response that a function's answer stands for, payload format 2.0.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload">its shape</a>
 */
@SuppressWarnings("ArrayRecordComponent") // sent once
record UrlAnswer(int status, Map<String, String> headers, List<String> cookies, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The function answered with JSON that stands for no response. */
    static final class Malformed extends RuntimeException {
        Malformed(String message) {
            super(message);
        }
    }

    /** A short JSON answer of Lambda itself. */
    static UrlAnswer message(int status, String message) {
        var document = JsonNodeFactory.instance.objectNode().put("Message", message);
        return json(status, document.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a function's answer: one with a statusCode says it all, any other is the body itself. */
    static UrlAnswer of(byte[] answer) {
        JsonNode node;
        try {
            node = JSON.readTree(answer);
        } catch (IOException e) {
            throw new Malformed("the function's answer is no JSON");
        }
        if (!node.has("statusCode")) {
            return json(200, answer);
        }
        if (!node.path("statusCode").isInt()) {
            throw new Malformed("statusCode " + node.path("statusCode") + " is no number");
        }
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        node.path("headers").fields().forEachRemaining(header -> {
            headers.keySet().removeIf(header.getKey()::equalsIgnoreCase);
            headers.put(header.getKey(), header.getValue().asText());
        });
        var cookies = new ArrayList<String>();
        node.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        return new UrlAnswer(node.path("statusCode").asInt(), headers, cookies, body(node));
    }

    private static byte[] body(JsonNode node) {
        var body = node.path("body").asText("");
        if (!node.path("isBase64Encoded").asBoolean()) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new Malformed("isBase64Encoded is true and the body is not in base64: " + e.getMessage());
        }
    }

    private static UrlAnswer json(int status, byte[] body) {
        return new UrlAnswer(status, Map.of("Content-Type", "application/json"), List.of(), body);
    }

    void send(HttpExchange exchange) throws IOException {
        var response = exchange.getResponseHeaders();
        headers.forEach(response::set);
        cookies.forEach(cookie -> response.add("Set-Cookie", cookie));
        var bodiless = exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304 || body.length == 0;
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }
}
