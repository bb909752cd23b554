package dev.twospeed.policies.analyzer;

import com.google.protobuf.Struct;
import dev.twospeed.policies.sdk.Value;
import java.util.LinkedHashMap;
import java.util.Set;

/** Turns the engine's properties into {@link Value}s: unknowns become unknown, secrets are opened and remembered as such. */
final class Properties {
    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

    /** How the engine writes what is not known: a text of its own for each kind of value (pulumi, sdk/go/common/resource/plugin/rpc.go). */
    private static final Set<String> UNKNOWN = Set.of(
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
            "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
            "030794c1-ac77-496b-92df-f27374a8bd58",
            "e48ece36-62e2-4504-bad9-02848725956a",
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff");

    private Properties() {}

    static Value of(Struct struct) {
        var signature = struct.getFieldsMap().get(SIGNATURE);
        if (signature != null && signature.getStringValue().equals(SECRET)) {
            var value = struct.getFieldsMap().get("value");
            return value == null ? Value.UNKNOWN.asSecret() : of(value).asSecret();
        }
        var fields = new LinkedHashMap<String, Value>();
        struct.getFieldsMap().forEach((name, value) -> fields.put(name, of(value)));
        return Value.of(fields);
    }

    private static Value of(com.google.protobuf.Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE ->
                UNKNOWN.contains(value.getStringValue()) ? Value.UNKNOWN : Value.of(value.getStringValue());
            case NUMBER_VALUE -> Value.of(value.getNumberValue());
            case BOOL_VALUE -> Value.of(value.getBoolValue());
            case STRUCT_VALUE -> of(value.getStructValue());
            case LIST_VALUE ->
                Value.of(value.getListValue().getValuesList().stream()
                        .map(Properties::of)
                        .toList());
            case NULL_VALUE, KIND_NOT_SET -> Value.ABSENT;
        };
    }
}
