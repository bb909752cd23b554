package dev.twospeed.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twospeed.local.events.ScheduleExpression;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which values AWS accepts for an input, so that a program fails here and not in an account.
 *
 * <p>In the table of types: {@code min} and {@code max} of a number, {@code maxBytes} of a text, {@code oneOf} a list, a {@code pattern} of the
 * whole text, or {@code is} one of {@code json}, {@code schedule}, {@code identity policy}, {@code resource policy},
 * {@code trust policy}.
 */
record ValueRule(JsonNode rule) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern AT = Pattern.compile("at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\)");

    /** What is wrong with a value, or nothing. */
    Optional<String> fault(JsonNode value) {
        if (Unknowns.within(value) || value.isMissingNode()) {
            return Optional.empty();
        }
        var found = "'" + value.asText() + "' is not accepted by AWS: ";
        if (rule.has("min")
                && !(value.asDouble() >= rule.path("min").asDouble()
                        && value.asDouble() <= rule.path("max").asDouble())) {
            return Optional.of(found + "allowed is " + rule.path("min").asText() + " to "
                    + rule.path("max").asText() + ".");
        }
        var bytes = value.asText().getBytes(StandardCharsets.UTF_8).length;
        if (rule.has("maxBytes") && bytes > rule.path("maxBytes").asInt()) {
            return Optional.of("A text of " + bytes + " bytes is not accepted by AWS: allowed are "
                    + rule.path("maxBytes").asInt() + ".");
        }
        if (rule.has("oneOf") && !contains(rule.path("oneOf"), value)) {
            return Optional.of(found + "allowed is one of " + rule.path("oneOf") + ".");
        }
        if (rule.has("pattern") && !Pattern.matches(rule.path("pattern").asText(), value.asText())) {
            return Optional.of(found + "it has to match " + rule.path("pattern").asText() + ".");
        }
        return switch (rule.path("is").asText()) {
            case "" -> Optional.empty();
            case "json" -> document(value).isMissingNode() ? Optional.of(found + "it is not JSON.") : Optional.empty();
            case "schedule" -> schedule(value.asText());
            case "identity policy" -> PolicyGrammar.IDENTITY.fault(document(value));
            case "resource policy" -> PolicyGrammar.RESOURCE.fault(document(value));
            case "trust policy" -> PolicyGrammar.TRUST.fault(document(value));
            default -> throw new Refusal("The table of types has a rule that nobody knows: " + rule);
        };
    }

    private static Optional<String> schedule(String text) {
        if (AT.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            ScheduleExpression.parse(text);
            return Optional.empty();
        } catch (AwsError e) {
            return Optional.of(e.getMessage());
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (var element : list) {
            if (element.asText().equals(value.asText())) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode document(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        try {
            var tree = MAPPER.readTree(value.textValue());
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
