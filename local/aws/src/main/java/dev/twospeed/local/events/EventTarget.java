package dev.twospeed.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule sends its events, and in what form.
 *
 * @param input a constant in place of the event
 * @param inputPath the part of the event to send, such as {@code $.detail}
 * @param paths names for parts of the event, for the template
 * @param template text with {@code <name>} for such parts
 * @param deadLetters ARN of the queue for events that the target refuses
 */
record EventTarget(
        String rule,
        String arn,
        @Nullable String input,
        @Nullable String inputPath,
        Map<String, String> paths,
        @Nullable String template,
        @Nullable String deadLetters) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH = Pattern.compile("\\$(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern PLACE = Pattern.compile("<([A-Za-z0-9_.-]+)>");
    private static final Pattern QUOTE = Pattern.compile("(?<!\\\\)\"");

    EventTarget {
        if (inputPath != null) {
            checkPath(inputPath);
        }
        paths.values().forEach(EventTarget::checkPath);
    }

    static EventTarget of(ObjectNode inputs) {
        var transformer = inputs.path("inputTransformer");
        var paths = new LinkedHashMap<String, String>();
        transformer
                .path("inputPaths")
                .fields()
                .forEachRemaining(
                        entry -> paths.put(entry.getKey(), entry.getValue().asText()));
        return new EventTarget(
                inputs.path("rule").asText(),
                inputs.path("arn").asText(),
                EventRule.text(inputs, "input"),
                EventRule.text(inputs, "inputPath"),
                paths,
                EventRule.text(transformer, "inputTemplate"),
                EventRule.text(inputs.path("deadLetterConfig"), "arn"));
    }

    /** What the target gets for an event. */
    byte[] payload(ObjectNode event) {
        String text;
        if (input != null) {
            text = input;
        } else if (inputPath != null) {
            text = part(event, inputPath).toString();
        } else if (template != null) {
            text = filled(event, template);
        } else {
            text = event.toString();
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Between quotes a place is text, as in {@code "of <bucket>"}; elsewhere it is whatever JSON stands there. */
    private String filled(ObjectNode event, String text) {
        var filled = new StringBuilder();
        var places = PLACE.matcher(text);
        int end = 0;
        var quoted = false;
        while (places.find()) {
            var between = text.substring(end, places.start());
            quoted ^= QUOTE.matcher(between).results().count() % 2 == 1;
            filled.append(between).append(place(event, places.group(1), quoted));
            end = places.end();
        }
        return filled.append(text.substring(end)).toString();
    }

    private String place(ObjectNode event, String name, boolean quoted) {
        var path = paths.get(name);
        if (path == null) {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "The input template of the rule " + rule + " uses <" + name + ">," + " which no input path names");
        }
        var value = part(event, path);
        if (!quoted) {
            return value.toString();
        }
        var escaped = JSON.getNodeFactory()
                .textNode(value.isValueNode() ? value.asText() : value.toString())
                .toString();
        return escaped.substring(1, escaped.length() - 1);
    }

    private static JsonNode part(ObjectNode event, String path) {
        JsonNode node = event;
        for (var name : path.substring(1).split("\\.", -1)) {
            node = name.isEmpty() ? node : node.path(name);
        }
        try {
            return node.isMissingNode() ? JSON.readTree("null") : node;
        } catch (IOException e) {
            throw new IllegalStateException("null is JSON", e);
        }
    }

    private static void checkPath(String path) {
        if (!PATH.matcher(path).matches()) {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "The path '" + path + "' is not one that the embedded EventBridge reads: $, or $.name.name");
        }
    }
}
