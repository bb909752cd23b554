package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Pulumi's secret wrappers: a value travels as an object with a signature, and keeps it in every output it reaches. */
final class Secrets {
    /** The key under which Pulumi signs its special objects: secrets, assets, archives. */
    static final String SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

    private Secrets() {}

    /** The same tree with every secret replaced by its value. */
    static ObjectNode reveal(ObjectNode properties) {
        return (ObjectNode) revealed(properties);
    }

    /** Names of the properties that are secret or hold a secret somewhere inside. */
    static Set<String> names(ObjectNode properties) {
        var names = new TreeSet<String>();
        properties.properties().forEach(field -> {
            if (containsSecret(field.getValue())) {
                names.add(field.getKey());
            }
        });
        return names;
    }

    /** The same properties with the named ones wrapped as secrets. */
    static ObjectNode mark(ObjectNode properties, Collection<String> names) {
        var marked = JsonNodeFactory.instance.objectNode();
        properties.properties().forEach(field -> {
            var value = field.getValue();
            marked.set(field.getKey(), names.contains(field.getKey()) && !isSecret(value) ? wrap(value) : value);
        });
        return marked;
    }

    private static ObjectNode wrap(JsonNode value) {
        var wrapper = JsonNodeFactory.instance.objectNode().put(SIGNATURE_KEY, SECRET);
        wrapper.set("value", value);
        return wrapper;
    }

    private static boolean isSecret(JsonNode node) {
        return SECRET.equals(node.path(SIGNATURE_KEY).textValue());
    }

    private static boolean containsSecret(JsonNode node) {
        if (isSecret(node)) {
            return true;
        }
        for (var child : node) {
            if (containsSecret(child)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode revealed(JsonNode node) {
        if (isSecret(node)) {
            return revealed(node.path("value"));
        }
        if (node instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), revealed(field.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(revealed(element)));
            return copy;
        }
        return node;
    }
}
