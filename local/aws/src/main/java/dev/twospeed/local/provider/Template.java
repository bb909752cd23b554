package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Fills in the templates of the type table.
 *
 * <p>{@code {name}} is a property, {@code {name|other}} falls back to another property or a literal, and {@code
 * {name:last}} is what follows the last colon. {@code {hex17}}, {@code {alnum12}}, {@code {upper21}}, {@code
 * {digits10}} and {@code {uuid}} are random; {@code {region}}, {@code {account}}, {@code {partition}} and {@code {now}}
 * are the deployment's. A dollar sign before the brace leaves it alone.
 */
final class Template {
    private static final Pattern REFERENCE =
            Pattern.compile("(?<!\\$)\\{([a-zA-Z][A-Za-z0-9]*)(:last)?(?:\\|([^{}]*))?}");

    private final JsonNode template;

    Template(JsonNode template) {
        this.template = template;
    }

    /** Names that the template mentions: properties, and built-in values. */
    Set<String> references() {
        var names = new HashSet<String>();
        var matcher = REFERENCE.matcher(template.toString());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /**
     * The value, or a missing node when a property it needs has no value.
     *
     * @param properties what the names refer to
     */
    JsonNode fill(ObjectNode properties, Generated generated) {
        return fill(template, properties, generated);
    }

    private static JsonNode fill(JsonNode node, ObjectNode properties, Generated generated) {
        if (node.isNull()) {
            return MissingNode.getInstance();
        }
        if (node instanceof TextNode text) {
            return fill(text.textValue(), properties, generated);
        }
        if (node instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(f -> setIfPresent(copy, f.getKey(), fill(f.getValue(), properties, generated)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(fill(element, properties, generated)));
            return copy;
        }
        return node;
    }

    private static JsonNode fill(String text, ObjectNode properties, Generated generated) {
        var matcher = REFERENCE.matcher(text);
        var filled = new StringBuilder();
        while (matcher.find()) {
            var value = value(matcher.group(1), matcher.group(3), properties, generated);
            if (value.isMissingNode() || Unknowns.isUnknown(value)) {
                return value;
            }
            var words = value.asText();
            if (matcher.group(2) != null) {
                words = words.substring(words.lastIndexOf(':') + 1);
            }
            matcher.appendReplacement(filled, java.util.regex.Matcher.quoteReplacement(words));
        }
        return TextNode.valueOf(matcher.appendTail(filled).toString());
    }

    private static JsonNode value(
            String name, @org.jspecify.annotations.Nullable String other, ObjectNode properties, Generated generated) {
        var own = properties.path(name);
        if (!own.isMissingNode()) {
            return own;
        }
        var made = generated.value(name);
        if (made.isPresent()) {
            return TextNode.valueOf(made.get());
        }
        return other == null ? own : properties.has(other) ? properties.path(other) : TextNode.valueOf(other);
    }

    private static void setIfPresent(ObjectNode object, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            object.set(name, value);
        }
    }
}
