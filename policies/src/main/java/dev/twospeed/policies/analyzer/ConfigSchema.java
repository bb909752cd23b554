package dev.twospeed.policies.analyzer;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.twospeed.policies.sdk.Option;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.settings.RuleSettings;
import java.util.List;
import java.util.stream.Stream;
import pulumirpc.AnalyzerOuterClass.PolicyConfigSchema;

/** The JSON schema of what {@code --policy-pack-config} may say of a rule; the engine checks against it. */
final class ConfigSchema {
    private ConfigSchema() {}

    static PolicyConfigSchema of(Rule rule) {
        var properties = Struct.newBuilder().putFields(RuleSettings.EXEMPTIONS, exemptions());
        rule.options().forEach(option -> properties.putFields(option.name(), schema(option)));
        return PolicyConfigSchema.newBuilder().setProperties(properties).build();
    }

    private static Value schema(Option option) {
        var schema = Struct.newBuilder().putFields("description", text(option.description()));
        if (option.kind() == Option.Kind.NUMBER) {
            schema.putFields("type", text("number"))
                    .putFields("minimum", number(option.least()))
                    .putFields("maximum", number(option.most()))
                    .putFields("default", number((Double) option.standard()));
        } else {
            schema.putFields("type", text("array"))
                    .putFields("items", object(Struct.newBuilder().putFields("type", text("string"))))
                    .putFields(
                            "default",
                            texts(((List<?>) option.standard()).stream().map(String.class::cast)));
        }
        return object(schema);
    }

    private static Value exemptions() {
        var parts = Struct.newBuilder()
                .putFields("urn", sentence("A pattern of URNs, in which * stands for anything."))
                .putFields("reason", sentence("Why the resources may break the rule."))
                .putFields("until", sentence("The last day, as 2027-06-30; after it the rule counts again."));
        return object(Struct.newBuilder()
                .putFields("type", text("array"))
                .putFields("description", text("Resources that may break the rule for a time."))
                .putFields(
                        "items",
                        object(Struct.newBuilder()
                                .putFields("type", text("object"))
                                .putFields("properties", object(parts))
                                .putFields("required", texts(Stream.of("urn", "reason", "until")))
                                .putFields(
                                        "additionalProperties",
                                        Value.newBuilder().setBoolValue(false).build()))));
    }

    private static Value sentence(String description) {
        return object(Struct.newBuilder()
                .putFields("type", text("string"))
                .putFields("minLength", number(1))
                .putFields("description", text(description)));
    }

    private static Value object(Struct.Builder fields) {
        return Value.newBuilder().setStructValue(fields).build();
    }

    private static Value texts(Stream<String> texts) {
        var list = ListValue.newBuilder();
        texts.forEach(text -> list.addValues(text(text)));
        return Value.newBuilder().setListValue(list).build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static Value number(double number) {
        return Value.newBuilder().setNumberValue(number).build();
    }
}
