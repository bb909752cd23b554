package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the table of types says about one.
 *
 * @param token Pulumi type token
 * @param id template of its id
 * @param name the property that names it, if programs may leave it to Pulumi
 * @param tagged whether it has {@code tags} and {@code tagsAll}
 * @param required inputs without which AWS refuses it
 * @param values which values AWS accepts, by path of the input
 * @param replace paths of inputs whose change replaces it
 * @param replaceWhenAddedOrRemoved paths of inputs whose coming or going replaces it, while another value does not
 * @param unordered paths of inputs that are sets
 * @param defaults values of inputs that the program left out
 * @param outputs computed properties, in the order in which they may refer to each other
 * @param refresh computed properties that every update makes anew
 */
record ResourceType(
        String token,
        Template id,
        Optional<NameRule> name,
        boolean tagged,
        List<String> required,
        Map<String, ValueRule> values,
        Set<String> replace,
        Set<String> replaceWhenAddedOrRemoved,
        Set<String> unordered,
        ObjectNode defaults,
        Map<String, Template> outputs,
        Set<String> refresh) {

    /**
     * How a resource is named.
     *
     * @param property such as {@code name} or {@code bucket}
     * @param max longest name
     * @param pattern what the whole name must match
     * @param prefix what a made-up name starts with
     * @param auto whether Pulumi makes a name up when there is none
     */
    record NameRule(String property, int max, @Nullable Pattern pattern, String prefix, boolean auto) {
        boolean allows(String name) {
            return name.length() <= max
                    && (pattern == null || pattern.matcher(name).matches());
        }
    }

    static ResourceType read(String token, JsonNode entry) {
        var outputs = new LinkedHashMap<String, Template>();
        entry.path("outputs").properties().forEach(f -> outputs.put(f.getKey(), new Template(f.getValue())));
        var values = new LinkedHashMap<String, ValueRule>();
        entry.path("values").properties().forEach(f -> values.put(f.getKey(), new ValueRule(f.getValue())));
        return new ResourceType(
                token,
                new Template(entry.path("id")),
                entry.has("name") ? Optional.of(readName(entry.path("name"))) : Optional.empty(),
                entry.path("tagged").asBoolean(),
                List.copyOf(texts(entry.path("required"))),
                values,
                texts(entry.path("replace")),
                texts(entry.path("replaceWhenAddedOrRemoved")),
                texts(entry.path("unordered")),
                entry.withObject("/defaults"),
                outputs,
                texts(entry.path("refresh")));
    }

    /** Computed properties that a change of these inputs makes anew; until then a preview does not know them. */
    Set<String> computedAnew(Set<String> changedInputs) {
        var anew = new TreeSet<>(changedInputs.isEmpty() ? Set.<String>of() : refresh);
        outputs.forEach((name, template) -> {
            var references = template.references();
            if (references.stream().noneMatch(Generated::isRandom)
                    && references.stream().anyMatch(r -> changedInputs.contains(r) || anew.contains(r))) {
                anew.add(name);
            }
        });
        return anew;
    }

    private static NameRule readName(JsonNode rule) {
        return new NameRule(
                rule.path("property").asText(),
                rule.path("max").asInt(),
                rule.has("pattern") ? Pattern.compile(rule.path("pattern").asText()) : null,
                rule.path("prefix").asText(),
                rule.path("auto").asBoolean(true));
    }

    private static Set<String> texts(JsonNode array) {
        var texts = new LinkedHashSet<String>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
