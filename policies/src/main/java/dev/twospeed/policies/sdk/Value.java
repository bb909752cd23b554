package dev.twospeed.policies.sdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A property of a resource, or a part of one: absent, not known, or a value.
 *
 * <p>Reading never fails. What is asked of a value that is not there is false; what is asked of one that is not known is not known;
 * and so is what is asked of a value of another shape, such as whether a list is true: a rule that cannot read something must not
 * pass for it.
 */
public final class Value {
    /** What is not known before the deployment, or cannot be read. */
    public static final Value UNKNOWN = new Value(null, true, false);

    /** What is not there. */
    public static final Value ABSENT = new Value(null, false, false);

    private final @Nullable Object content;
    private final boolean unknown;
    private final boolean secret;

    private Value(@Nullable Object content, boolean unknown, boolean secret) {
        this.content = content;
        this.unknown = unknown;
        this.secret = secret;
    }

    /**
     * A value of known shape.
     *
     * @param content text, a number, true or false, null, a list of values, or a map from text to values
     */
    public static Value of(@Nullable Object content) {
        return content == null ? ABSENT : new Value(content, false, false);
    }

    /** The same, which the program marked as secret. */
    public Value asSecret() {
        return new Value(content, unknown, true);
    }

    /** Whether the program marked it, or something it is part of, as secret. */
    public boolean isSecret() {
        return secret;
    }

    /** Whether it is there; an empty text and an empty list are as good as nothing, and AWS's provider takes them so. */
    public Truth isPresent() {
        var empty = content == null || content.equals("") || content instanceof List<?> list && list.isEmpty();
        return unknown ? Truth.UNKNOWN : Truth.of(!empty);
    }

    /** Whether it is not there. */
    public Truth isAbsent() {
        return isPresent().not();
    }

    /** Whether it is not known. */
    public boolean isUnknown() {
        return unknown;
    }

    /** Whether it is known and a list. */
    public boolean isList() {
        return content instanceof List;
    }

    /** Whether it is known and an object with fields. */
    public boolean isObject() {
        return content instanceof Map;
    }

    /** A property of an object. */
    public Value get(String name) {
        if (content instanceof Map<?, ?> map) {
            return inherit(map.get(name) instanceof Value value ? value : ABSENT);
        }
        return content == null && !unknown ? ABSENT : inherit(UNKNOWN);
    }

    /** A nested property by its path, such as {@code vpcConfig.subnetIds}. */
    public Value at(String path) {
        var value = this;
        for (var name : path.split("\\.")) {
            value = value.get(name);
        }
        return value;
    }

    /** The items of a list; a value that is no list stands for a list of itself, as in IAM policies. */
    public Stream<Value> items() {
        if (content instanceof List<?> list) {
            return list.stream().map(item -> inherit((Value) item));
        }
        return unknown || content != null ? Stream.of(this) : Stream.empty();
    }

    /** The names and values of an object; none if it is not one or not known. */
    public Stream<Map.Entry<String, Value>> fields() {
        return content instanceof Map<?, ?> map
                ? map.entrySet().stream().map(e -> Map.entry((String) e.getKey(), inherit((Value) e.getValue())))
                : Stream.empty();
    }

    /** The text, if it is known and text. */
    public Optional<String> text() {
        return content instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The number, if it is known and one, or a text that says one. */
    public Optional<Double> number() {
        if (content instanceof String text && text.matches("-?\\d{1,15}(\\.\\d{1,15})?")) {
            return Optional.of(Double.valueOf(text));
        }
        return content instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    /** Whether it is the boolean true, or the text "true" as in IAM conditions. */
    public Truth isTrue() {
        return test(
                content instanceof Boolean || "true".equals(content) || "false".equals(content),
                c -> c.equals(true) || c.equals("true"));
    }

    /** Whether it is said to be false; absent is not. */
    public Truth isFalse() {
        return isPresent().and(isTrue().not());
    }

    /** Whether it is this text. */
    public Truth is(String text) {
        return matches(text::equals);
    }

    /** Whether it is text for which this holds. */
    public Truth matches(Predicate<String> condition) {
        return test(content instanceof String, c -> condition.test((String) c));
    }

    /** Whether it is a number for which this holds. */
    public Truth matchesNumber(Predicate<Double> condition) {
        var number = number();
        return test(number.isPresent(), c -> condition.test(number.orElseThrow()));
    }

    /** Whether it has at least so many items; one that is not known counts, for it is there. */
    public Truth hasItems(int least) {
        return unknown ? Truth.UNKNOWN : Truth.of(items().count() >= least);
    }

    /** Whether a statement holds for at least one item. */
    public Truth any(Function<Value, Truth> statement) {
        return unknown ? Truth.UNKNOWN : items().map(statement).reduce(Truth.FALSE, Truth::or);
    }

    /** Whether a statement holds for every item. */
    public Truth all(Function<Value, Truth> statement) {
        return unknown ? Truth.UNKNOWN : items().map(statement).reduce(Truth.TRUE, Truth::and);
    }

    /** Whether a statement about name and value holds for at least one field of an object. */
    public Truth anyField(Function<Map.Entry<String, Value>, Truth> statement) {
        if (content == null && !unknown) {
            return Truth.FALSE;
        }
        return isObject() ? fields().map(statement).reduce(Truth.FALSE, Truth::or) : Truth.UNKNOWN;
    }

    /** The document in a JSON text, such as an IAM policy; not known if it is no JSON. */
    public Value json() {
        return content instanceof String text && !text.isBlank() ? inherit(JsonValue.parse(text)) : this;
    }

    private Value inherit(Value part) {
        return secret && !part.secret ? part.asSecret() : part;
    }

    private Truth test(boolean shape, Predicate<Object> condition) {
        if (content == null) {
            return unknown ? Truth.UNKNOWN : Truth.FALSE;
        }
        return shape ? Truth.of(condition.test(content)) : Truth.UNKNOWN;
    }

    /** For messages: a secret is not shown. */
    @Override
    public String toString() {
        if (unknown) {
            return "unknown";
        }
        return secret ? "[secret]" : content == null ? "nothing" : String.valueOf(content);
    }
}
