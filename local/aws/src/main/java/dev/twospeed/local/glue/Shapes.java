package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Turns properties as Pulumi names them into the shapes of Glue's API. */
final class Shapes {
    /** Names that differ by more than the case of their first letter. */
    private static final Map<String, String> NAMES =
            Map.of("serDeInfo", "SerdeInfo", "skewedInfo", "SkewedInfo", "partitionKeys", "PartitionKeys");

    private Shapes() {}

    /** A structure, with everything in it. */
    static ObjectNode structure(JsonNode properties) {
        var shape = JsonNodeFactory.instance.objectNode();
        properties.properties().forEach(property -> {
            if (!property.getValue().isNull()) {
                shape.set(name(property.getKey()), value(property.getKey(), property.getValue()));
            }
        });
        return shape;
    }

    private static JsonNode value(String property, JsonNode value) {
        if (value.isObject()) {
            // A map's keys are the user's own.
            return property.equals("parameters") ? value.deepCopy() : structure(value);
        }
        if (value.isArray()) {
            var list = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> list.add(value("", element)));
            return list;
        }
        return value;
    }

    private static String name(String property) {
        return NAMES.getOrDefault(
                property,
                property.isEmpty() ? property : Character.toUpperCase(property.charAt(0)) + property.substring(1));
    }
}
