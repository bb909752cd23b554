package dev.twospeed.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The outputs of one deployed stack.
 *
 * @param stack whose they are
 * @param values output name to value
 */
public record StackOutputs(Stack stack, Map<String, JsonNode> values) {
    /** Takes the object that {@code pulumi stack output --json} prints. */
    public static StackOutputs of(Stack stack, JsonNode json) {
        var values = new LinkedHashMap<String, JsonNode>();
        json.fields().forEachRemaining(field -> values.put(field.getKey(), field.getValue()));
        return new StackOutputs(stack, Map.copyOf(values));
    }

    /**
     * The text of an output.
     *
     * @throws IllegalStateException when the stack does not have it
     */
    public String text(String name) {
        return value(name).asText();
    }

    /** The number of an output. */
    public int number(String name) {
        return value(name).asInt();
    }

    private JsonNode value(String name) {
        var value = values.get(name);
        if (value == null || value.isNull()) {
            throw new IllegalStateException("The stack " + stack.label() + " has no output '" + name
                    + "': deploy it with ./twospeed up " + stack.label());
        }
        return value;
    }
}
