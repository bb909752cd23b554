package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads policies in IAM's language, whoever they belong to.
 *
 * <p>Source: IAM user guide, "IAM JSON policy elements reference".
 */
final class AccessPolicies {
    private AccessPolicies() {}

    /** Whether a statement of a document, given as JSON text or as an object, satisfies a condition. */
    static Truth any(Value document, Function<Value, Truth> condition) {
        return document.json().get("Statement").any(condition);
    }

    /** Whether a statement that allows something satisfies a condition. */
    static Truth anyAllowed(Value document, Function<Value, Truth> condition) {
        return any(document, statement -> statement.get("Effect").is("Allow").and(condition.apply(statement)));
    }

    /** Whether anybody in the world is allowed something without a condition. */
    static Truth isPublic(Value document) {
        return anyAllowed(
                document,
                statement -> everybody(statement)
                        .and(statement.get("Condition").isPresent().not()));
    }

    /** Whether a statement is about everybody. */
    static Truth everybody(Value statement) {
        var principal = statement.get("Principal");
        var named = principal.isObject()
                ? principal.get("AWS").any(aws -> aws.is("*"))
                : principal.any(name -> name.is("*"));
        // NotPrincipal leaves out some and means all others.
        return named.or(statement.get("NotPrincipal").isPresent());
    }

    /** Whether a statement's actions take in an action, such as {@code s3:PutObject} by {@code s3:Put*}. */
    static Truth takesIn(Value statement, String action) {
        return statement
                .get("Action")
                .any(pattern -> pattern.matches(text -> covers(text, action)))
                .or(statement.get("NotAction").isPresent());
    }

    /** Whether a pattern of IAM covers a name; the case of letters does not count in actions. */
    static boolean covers(String pattern, String name) {
        var regex = Stream.of(pattern.toLowerCase(Locale.ROOT).split("\\*", -1))
                .map(part ->
                        Stream.of(part.split("\\?", -1)).map(Pattern::quote).collect(Collectors.joining(".")))
                .collect(Collectors.joining(".*"));
        return name.toLowerCase(Locale.ROOT).matches(regex);
    }

    /** Whether a document denies requests without TLS to everybody, for an action at least. */
    static Truth deniesPlain(Value document, String action) {
        return any(
                document,
                statement -> statement
                        .get("Effect")
                        .is("Deny")
                        .and(everybody(statement))
                        .and(takesIn(statement, action))
                        .and(statement
                                .get("Condition")
                                .get("Bool")
                                .get("aws:SecureTransport")
                                .any(Value::isFalse)));
    }
}
