package dev.twospeed.policies.sdk;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A property of a resource, or a part of one: absent, not known yet, or a value.
 *
 * <p>Reading never fails: whatever is asked of a value of another shape is absent or false, and whatever is asked of one
 * that is not known is not known.
 */
public final class Value {
    /** What is not known before the deployment. */
    public static final Value UNKNOWN = new Value(null, true);

    /** What is not there. */
    public static final Value ABSENT = new Value(null, false);

    private final @Nullable Object content;
    private final boolean unknown;

    private Value(@Nullable Object content, boolean unknown) {
        this.content = content;
        this.unknown = unknown;
    }

    /**
     * A value of known shape.
     *
     * @param content text, a number, true or false, null, a list of values, or a map from text to values
     */
    public static Value of(@Nullable Object content) {
        return content == null ? ABSENT : new Value(content, false);
    }

    /** Whether it is known to be there. */
    public Truth isPresent() {
        return unknown ? Truth.UNKNOWN : Truth.of(content != null);
    }

    /** Whether it is not known. */
    public boolean isUnknown() {
        return unknown;
    }

    /** A property of an object. */
    public Value get(String name) {
        if (unknown) {
            return UNKNOWN;
        }
        return content instanceof Map<?, ?> map && map.get(name) instanceof Value value ? value : ABSENT;
    }

    /** The first item of a list, where AWS allows one only. */
    public Value first() {
        if (unknown) {
            return UNKNOWN;
        }
        return content instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Value value
                ? value
                : ABSENT;
    }

    /** The items of a list; a value that is no list stands for a list of itself, as in IAM policies. */
    public Stream<Value> items() {
        if (content instanceof List<?> list) {
            return list.stream().map(Value.class::cast);
        }
        return unknown || content != null ? Stream.of(this) : Stream.empty();
    }

    /** The names and values of an object; none if it is not one or not known. */
    public Stream<Map.Entry<String, Value>> fields() {
        return content instanceof Map<?, ?> map
                ? map.entrySet().stream().map(e -> Map.entry((String) e.getKey(), (Value) e.getValue()))
                : Stream.empty();
    }

    /** The text, if it is known and text. */
    public Optional<String> text() {
        return content instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The number, if it is known and one. */
    public Optional<Double> number() {
        return content instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    /** Whether it is the boolean true, or the text "true" as in IAM conditions. */
    public Truth isTrue() {
        return test(c -> Boolean.TRUE.equals(c) || "true".equals(c));
    }

    /** Whether it is this text. */
    public Truth is(String text) {
        return test(text::equals);
    }

    /** Whether it is text for which this holds; false for other shapes. */
    public Truth matches(Predicate<String> condition) {
        return test(c -> c instanceof String text && condition.test(text));
    }

    /** Whether it is a number for which this holds; false for other shapes. */
    public Truth matchesNumber(Predicate<Double> condition) {
        return test(c -> c instanceof Number number && condition.test(number.doubleValue()));
    }

    /** Whether a statement holds for at least one item. */
    public Truth any(Function<Value, Truth> statement) {
        return unknown ? Truth.UNKNOWN : items().map(statement).reduce(Truth.FALSE, Truth::or);
    }

    /** Whether a statement holds for every item. */
    public Truth all(Function<Value, Truth> statement) {
        return unknown ? Truth.UNKNOWN : items().map(statement).reduce(Truth.TRUE, Truth::and);
    }

    /** The document in a JSON text, such as an IAM policy; absent if it is no JSON. */
    public Value json() {
        if (unknown) {
            return UNKNOWN;
        }
        try {
            return text().map(JsonParser::parseString).map(Value::ofJson).orElse(ABSENT);
        } catch (JsonParseException e) {
            return ABSENT;
        }
    }

    /** The same as JSON of Gson. */
    public static Value ofJson(JsonElement json) {
        if (json instanceof JsonObject object) {
            var fields = new java.util.LinkedHashMap<String, Value>();
            object.entrySet().forEach(field -> fields.put(field.getKey(), ofJson(field.getValue())));
            return of(fields);
        }
        if (json instanceof JsonArray array) {
            return of(Stream.generate(array.iterator()::next)
                    .limit(array.size())
                    .map(Value::ofJson)
                    .toList());
        }
        if (json instanceof JsonPrimitive primitive) {
            return of(
                    primitive.isBoolean()
                            ? (Object) primitive.getAsBoolean()
                            : primitive.isNumber() ? (Object) primitive.getAsDouble() : primitive.getAsString());
        }
        return ABSENT;
    }

    private Truth test(Predicate<Object> condition) {
        return unknown ? Truth.UNKNOWN : Truth.of(content != null && condition.test(content));
    }

    @Override
    public String toString() {
        return unknown ? "unknown" : String.valueOf(content);
    }
}
