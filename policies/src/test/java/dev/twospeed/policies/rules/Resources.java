package dev.twospeed.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resources for the tests of rules, and what a rule says about them. */
final class Resources {
    private Resources() {}

    /** A resource with properties in JSON, single quotes allowed; the text {@code ?} stands for what is not known. */
    static PolicyResource resource(String type, String properties) {
        return resource(type, "it", properties, Map.of());
    }

    static PolicyResource resource(String type, String name, String properties, Map<String, Set<String>> dependencies) {
        var value = unknowns(Value.ofJson(JsonParser.parseString(properties)));
        return new PolicyResource(urn(type, name), type, name, value, dependencies);
    }

    static String urn(String type, String name) {
        return "urn:pulumi:dev::project::" + type + "::" + name;
    }

    static void assertKept(ResourceRule rule, PolicyResource resource) {
        assertThat(rule.check(resource)).isInstanceOf(Verdict.Kept.class);
    }

    static void assertBroken(ResourceRule rule, PolicyResource resource) {
        assertThat(rule.types()).contains(resource.type());
        assertThat(rule.check(resource)).isInstanceOf(Verdict.Broken.class);
    }

    static void assertUndecided(ResourceRule rule, PolicyResource resource) {
        assertThat(rule.check(resource)).isInstanceOf(Verdict.Undecided.class);
    }

    /** What a stack rule says about the first of these resources. */
    static Verdict verdict(StackRule rule, PolicyResource... resources) {
        assertThat(rule.types()).contains(resources[0].type());
        return rule.check(resources[0], new StackResources(List.of(resources)));
    }

    private static Value unknowns(Value value) {
        if (value.is("?") == dev.twospeed.policies.sdk.Truth.TRUE) {
            return Value.UNKNOWN;
        }
        if (value.fields().findAny().isPresent()) {
            var fields = new LinkedHashMap<>(new HashMap<String, Value>());
            value.fields().forEach(field -> fields.put(field.getKey(), unknowns(field.getValue())));
            return Value.of(fields);
        }
        var items = value.items().toList();
        return items.size() == 1 && items.get(0) == value
                ? value
                : items.isEmpty()
                        ? value
                        : Value.of(items.stream().map(Resources::unknowns).toList());
    }
}
