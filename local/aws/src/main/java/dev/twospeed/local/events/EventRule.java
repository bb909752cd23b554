package dev.twospeed.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.RuleCompiler;
import software.amazon.event.ruler.Ruler;

/** One rule: which events it takes, or when it makes one. Patterns are judged by AWS's own matcher, Event Ruler. */
record EventRule(String name, boolean enabled, @Nullable String pattern, Optional<ScheduleExpression> schedule) {
    static EventRule of(String name, ObjectNode inputs) {
        var pattern = text(inputs, "eventPattern");
        var schedule = text(inputs, "scheduleExpression");
        if (pattern == null && schedule == null) {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "The rule " + name + " needs an event pattern or a schedule expression");
        }
        if (pattern != null) {
            checkPattern(name, pattern);
        }
        var enabled = !inputs.path("state").asText("ENABLED").equals("DISABLED")
                && inputs.path("isEnabled").asBoolean(true);
        return new EventRule(
                name, enabled, pattern, Optional.ofNullable(schedule).map(ScheduleExpression::parse));
    }

    private static void checkPattern(String name, String pattern) {
        var fault = RuleCompiler.check(pattern);
        if (fault != null) {
            throw new AwsError(
                    400,
                    "InvalidEventPatternException",
                    "Event pattern of the rule " + name + " is not valid. Reason: " + fault);
        }
    }

    boolean takes(String event) {
        try {
            return enabled && pattern != null && Ruler.matchesRule(event, pattern);
        } catch (Exception e) { // the matcher declares no narrower one
            throw new IllegalStateException("The event could not be judged by the rule " + name, e);
        }
    }

    static @Nullable String text(JsonNode inputs, String property) {
        var value = inputs.path(property);
        return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
    }
}
