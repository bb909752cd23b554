package dev.twospeed.handlers.inference;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as a function URL hands it over (payload format 2.0).
 *
 * @param method in upper case
 * @param path starts with a slash, without the query
 * @param query parameters, decoded
 * @param headers by name in lower case
 * @param body bytes of the body, empty for none
 */
@SuppressWarnings("ArrayRecordComponent")
record HttpRequest(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {

    static HttpRequest of(JsonNode event) throws Problem {
        JsonNode http = event.path("requestContext").path("http");
        return new HttpRequest(
                http.path("method").asText("GET").toUpperCase(Locale.ROOT),
                event.path("rawPath").asText(http.path("path").asText("/")),
                texts(event.path("queryStringParameters"), false),
                texts(event.path("headers"), true),
                body(event));
    }

    private static Map<String, String> texts(JsonNode object, boolean lowerCase) {
        Map<String, String> texts = new TreeMap<>();
        object.fields()
                .forEachRemaining(field -> texts.put(
                        lowerCase ? field.getKey().toLowerCase(Locale.ROOT) : field.getKey(),
                        field.getValue().asText()));
        return texts;
    }

    private static byte[] body(JsonNode event) throws Problem {
        String body = event.path("body").asText("");
        if (!event.path("isBase64Encoded").asBoolean()) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("The body is marked as Base64 but is none.");
        }
    }

    /** A parameter that must be given. */
    String parameter(String name) throws Problem {
        String value = query.get(name);
        if (value == null || value.isBlank()) {
            throw Problem.badRequest("The query parameter " + name + " is missing.");
        }
        return value;
    }

    /** A whole number in a range, {@code otherwise} if it is not given. */
    int number(String name, int otherwise, int min, int max) throws Problem {
        String value = query.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw Problem.badRequest(
                "The query parameter " + name + " must be a whole number from " + min + " to " + max + ".");
    }

    /** A header's value, null if it is not given. */
    @Nullable
    String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }
}
