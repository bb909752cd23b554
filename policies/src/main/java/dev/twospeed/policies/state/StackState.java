package dev.twospeed.policies.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.twospeed.policies.judgement.Finding;
import dev.twospeed.policies.judgement.Judge;
import dev.twospeed.policies.sdk.JsonValue;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A deployed stack as {@code pulumi stack export} writes it, in the form in which rules read resources. */
public final class StackState {
    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

    private final List<PolicyResource> inputs;
    private final StackResources states;

    private StackState(List<PolicyResource> inputs, StackResources states) {
        this.inputs = inputs;
        this.states = states;
    }

    /**
     * Reads an export; secrets that it encrypts are not known.
     *
     * @param name what to call the export in messages, such as its file
     * @throws IllegalArgumentException when it is something else
     */
    public static StackState parse(String name, String export) {
        var deployment = deployment(name, export);
        var inputs = new ArrayList<PolicyResource>();
        var states = new ArrayList<PolicyResource>();
        if (deployment.get("resources") instanceof JsonArray resources) {
            for (var element : resources) {
                if (element instanceof JsonObject resource && counts(resource)) {
                    inputs.add(resource(resource, plain(resource.get("inputs")), Map.of()));
                    states.add(resource(resource, state(resource), dependencies(resource)));
                }
            }
        }
        return new StackState(List.copyOf(inputs), new StackResources(states));
    }

    /** What all rules of a judge find: resource rules about the inputs, stack rules about the state. */
    public List<Finding> judgedBy(Judge judge) {
        var findings = new ArrayList<Finding>();
        inputs.forEach(resource -> findings.addAll(judge.resource(resource)));
        findings.addAll(judge.stack(states));
        return findings;
    }

    /** Whether nothing is deployed. */
    public boolean isEmpty() {
        return inputs.isEmpty();
    }

    private static JsonObject deployment(String name, String export) {
        try {
            if (JsonParser.parseString(export) instanceof JsonObject object
                    && object.get("deployment") instanceof JsonObject deployment) {
                return deployment;
            }
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(name + " is not JSON: name what `pulumi stack export` printed", e);
        }
        throw new IllegalArgumentException(name + " has no deployment: name what `pulumi stack export` printed");
    }

    /** What a replacement left to be deleted, and what another stack owns, is not this stack's. */
    private static boolean counts(JsonObject resource) {
        return !flag(resource, "delete")
                && !flag(resource, "external")
                && text(resource, "urn").isPresent();
    }

    private static PolicyResource resource(
            JsonObject resource, Value properties, Map<String, Set<String>> dependencies) {
        var urn = text(resource, "urn").orElseThrow();
        return new PolicyResource(
                urn,
                text(resource, "type").orElse(""),
                urn.substring(urn.contains("::") ? urn.lastIndexOf("::") + 2 : 0),
                properties,
                dependencies);
    }

    /** The outputs, and the id, which the state keeps beside them. */
    private static Value state(JsonObject resource) {
        var fields = new LinkedHashMap<String, Value>();
        text(resource, "id").ifPresent(id -> fields.put("id", Value.of(id)));
        plain(resource.get("outputs")).fields().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return Value.of(fields);
    }

    private static Map<String, Set<String>> dependencies(JsonObject resource) {
        var dependencies = new LinkedHashMap<String, Set<String>>();
        if (resource.get("propertyDependencies") instanceof JsonObject properties) {
            for (var property : properties.entrySet()) {
                var urns = new LinkedHashSet<String>();
                JsonValue.of(property.getValue())
                        .items()
                        .forEach(urn -> urn.text().ifPresent(urns::add));
                dependencies.put(property.getKey(), urns);
            }
        }
        return dependencies;
    }

    private static Value plain(JsonElement json) {
        if (json instanceof JsonObject object) {
            if (text(object, SIGNATURE).filter(SECRET::equals).isPresent()) {
                var opened = text(object, "plaintext").map(JsonValue::parse).orElse(Value.UNKNOWN);
                return opened.asSecret();
            }
            var fields = new LinkedHashMap<String, Value>();
            object.entrySet().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
            return Value.of(fields);
        }
        if (json instanceof JsonArray array) {
            return Value.of(array.asList().stream().map(StackState::plain).toList());
        }
        return json == null ? Value.of(Map.of()) : JsonValue.of(json);
    }

    private static boolean flag(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive flag && flag.isBoolean() && flag.getAsBoolean();
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive text && text.isString()
                ? Optional.of(text.getAsString())
                : Optional.empty();
    }
}
