package dev.twospeed.handlers.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.recommender.event.EventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What the HTTP function answers, as OpenAPI 3.1: {@code openapi.json}, with the schemas of events and records put in. */
final class OpenApiDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OpenApiDocument() {}

    static String read() {
        JsonNode document = resource(OpenApiDocument.class, "openapi.json");
        ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
        put(schemas, "ActivityEvent", "activity-event.schema.json");
        put(schemas, "RecommendationRecord", "recommendation-record.schema.json");
        return document.toString();
    }

    private static void put(ObjectNode schemas, String name, String file) {
        // Its own definitions lie deeper here.
        String moved = resource(EventParser.class, file)
                .toString()
                .replace("\"#/$defs/", "\"#/components/schemas/" + name + "/$defs/");
        try {
            schemas.set(name, JSON.readTree(moved));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + name + " of the function's own code cannot be read", e);
        }
    }
}
