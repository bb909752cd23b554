package dev.twospeed.policies.sdk;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.stream.StreamSupport;

/** Values from JSON. */
public final class JsonValue {
    private JsonValue() {}

    /** The value that a JSON text says; {@link Value#UNKNOWN} if the text is no JSON. */
    public static Value parse(String json) {
        try {
            return of(JsonParser.parseString(json));
        } catch (JsonParseException | StackOverflowError e) {
            // Nested so deeply that nobody wrote it by hand: as unreadable as no JSON.
            return Value.UNKNOWN;
        }
    }

    /** The same value; JSON's null is absent. */
    public static Value of(JsonElement json) {
        if (json instanceof JsonObject object) {
            var fields = new LinkedHashMap<String, Value>();
            object.entrySet().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
            return Value.of(fields);
        }
        if (json instanceof JsonArray array) {
            return Value.of(StreamSupport.stream(array.spliterator(), false)
                    .map(JsonValue::of)
                    .toList());
        }
        return json instanceof JsonPrimitive primitive ? Value.of(plain(primitive)) : Value.ABSENT;
    }

    private static Object plain(JsonPrimitive primitive) {
        if (primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        return primitive.isNumber() ? (Object) primitive.getAsDouble() : primitive.getAsString();
    }
}
