package dev.twospeed.policies.sdk;

import java.util.List;

/**
 * A setting of a rule, which a configuration may give.
 *
 * @param name as in the configuration
 * @param description what it decides, in one sentence
 * @param kind what values it takes
 * @param standard the value without a configuration: a {@link Double} or a list of texts
 * @param least the least number; not used for texts
 * @param most the greatest number; not used for texts
 */
public record Option(String name, String description, Kind kind, Object standard, double least, double most) {
    /** What values an option takes. */
    public enum Kind {
        /** A number. */
        NUMBER,
        /** A list of texts. */
        TEXTS
    }

    /** A number from {@code least} to {@code most}. */
    public static Option number(String name, String description, double standard, double least, double most) {
        return new Option(name, description, Kind.NUMBER, standard, least, most);
    }

    /** A list of texts. */
    public static Option texts(String name, String description, String... standard) {
        return new Option(name, description, Kind.TEXTS, List.of(standard), 0, 0);
    }
}
