package dev.twospeed.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param principals whom it speaks of; none in an identity policy, which speaks of whoever has it
 * @param everyActionBut whether it speaks of all actions but {@code actions}
 * @param everyResourceBut whether it speaks of all resources but {@code resources}
 */
record Statement(
        String sid,
        boolean allows,
        Optional<Principals> principals,
        boolean everyActionBut,
        List<String> actions,
        boolean everyResourceBut,
        List<String> resources,
        List<Condition> conditions) {

    static Statement of(JsonNode node) {
        var conditions = new ArrayList<Condition>();
        node.path("Condition")
                .properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key ->
                                conditions.add(Condition.of(operator.getKey(), key.getKey(), texts(key.getValue())))));
        return new Statement(
                node.path("Sid").asText(),
                node.path("Effect").asText().equals("Allow"),
                Principals.of(node),
                node.has("NotAction"),
                texts(node.has("NotAction") ? node.path("NotAction") : node.path("Action")).stream()
                        .map(action -> action.toLowerCase(Locale.ROOT))
                        .toList(),
                node.has("NotResource"),
                texts(node.has("NotResource") ? node.path("NotResource") : node.path("Resource")),
                conditions);
    }

    static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return value.isMissingNode() ? List.of() : List.of(value.asText());
        }
        var texts = new ArrayList<String>();
        value.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    /** Whether it speaks of a request, leaving aside by whom it comes. */
    boolean covers(AccessRequest request) {
        var action = request.action().toLowerCase(Locale.ROOT);
        return everyActionBut != actions.stream().anyMatch(pattern -> Wildcards.match(pattern, action))
                && coversResource(request.resource())
                && conditions.stream().allMatch(condition -> condition.fits(request));
    }

    // A trust policy names no resource: it speaks of its role.
    private boolean coversResource(String resource) {
        return (resources.isEmpty() && !everyResourceBut)
                || everyResourceBut != resources.stream().anyMatch(pattern -> Wildcards.matchArn(pattern, resource));
    }
}
