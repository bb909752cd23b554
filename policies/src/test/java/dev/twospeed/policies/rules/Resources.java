package dev.twospeed.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.policies.sdk.JsonValue;
import dev.twospeed.policies.sdk.Options;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resources for the tests of rules, and what a rule says about them. */
final class Resources {
    private Resources() {}

    /**
     * A resource with properties in JSON, single quotes allowed; the text {@code ?} stands for what is not known, {@code !secret} for
     * a secret.
     */
    static PolicyResource resource(String type, String properties) {
        return resource(type, "it", properties, Map.of());
    }

    static PolicyResource resource(String type, String name, String properties, Map<String, Set<String>> dependencies) {
        var value = marked(JsonValue.parse(properties));
        assertThat(value.isObject()).as(properties).isTrue();
        return new PolicyResource(urn(type, name), type, name, value, dependencies);
    }

    static String urn(String type, String name) {
        return "urn:pulumi:dev::project::" + type + "::" + name;
    }

    static void assertKept(Rule rule, PolicyResource... resources) {
        assertThat(verdict(rule, resources)).isInstanceOf(Verdict.Kept.class);
    }

    static void assertBroken(Rule rule, PolicyResource... resources) {
        assertThat(verdict(rule, resources)).isInstanceOf(Verdict.Broken.class);
    }

    static void assertUndecided(Rule rule, PolicyResource... resources) {
        assertThat(verdict(rule, resources)).isInstanceOf(Verdict.Undecided.class);
    }

    /** A resource that breaks the rule keeps it once the rule's remedy is applied. */
    static void assertRemedied(ResourceRule rule, PolicyResource resource) {
        assertBroken(rule, resource);
        var properties = resource.properties();
        for (var input : rule.remedy(resource).orElseThrow().inputs().entrySet()) {
            properties = with(properties, input.getKey(), input.getValue());
        }
        assertKept(rule, new PolicyResource(resource.urn(), resource.type(), resource.name(), properties, Map.of()));
    }

    /** The rule with a number for an option. */
    static Rule configured(Rule rule, String option, double number) {
        return rule.configured(Options.of(rule.metadata().id(), rule.options(), Map.of(option, Value.of(number))));
    }

    /** What a rule says about the first of these resources, the others being beside it in a stack. */
    static Verdict verdict(Rule rule, PolicyResource... resources) {
        assertThat(rule.types()).contains(resources[0].type());
        return rule instanceof ResourceRule one
                ? one.check(resources[0])
                : ((StackRule) rule).check(resources[0], new StackResources(List.of(resources)));
    }

    private static Value with(Value object, String path, Object plain) {
        var fields = fields(object);
        var dot = path.indexOf('.');
        if (dot < 0) {
            fields.put(path, Value.of(plain));
        } else {
            var name = path.substring(0, dot);
            fields.put(name, with(object.get(name), path.substring(dot + 1), plain));
        }
        return Value.of(fields);
    }

    private static LinkedHashMap<String, Value> fields(Value object) {
        var fields = new LinkedHashMap<String, Value>();
        object.fields().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static Value marked(Value value) {
        if (value.isObject()) {
            var fields = fields(value);
            fields.replaceAll((name, field) -> marked(field));
            return Value.of(fields);
        }
        if (value.isList()) {
            return Value.of(value.items().map(Resources::marked).toList());
        }
        return switch (value.text().orElse("")) {
            case "?" -> Value.UNKNOWN;
            case "!secret" -> Value.of("hidden").asSecret();
            default -> value;
        };
    }
}
