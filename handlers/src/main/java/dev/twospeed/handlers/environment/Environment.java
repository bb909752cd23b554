package dev.twospeed.handlers.environment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment variables of a function, read with checks: a fault names the variable, the value and what is allowed. */
public final class Environment {
    private final Map<String, String> variables;

    /** Variables from anywhere. */
    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The variables of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** A variable that must be there. */
    public String text(String name) {
        String value = textOrNull(name);
        if (value == null) {
            throw new IllegalStateException("The environment variable " + name
                    + " is not set; set it in the function's configuration (the stack program does) and deploy again.");
        }
        return value;
    }

    /** A variable that may be missing; blank means missing. */
    public @Nullable String textOrNull(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** A whole number in a range, {@code otherwise} if the variable is missing. */
    public int number(String name, int otherwise, int min, int max) {
        String value = textOrNull(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw new IllegalStateException("The environment variable " + name + " is '" + value
                + "', but must be a whole number from " + min + " to " + max + ".");
    }

    /** {@code true} or {@code false}, {@code otherwise} if the variable is missing. */
    public boolean flag(String name, boolean otherwise) {
        String value = textOrNull(name);
        if (value == null) {
            return otherwise;
        }
        return switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalStateException(
                        "The environment variable " + name + " is '" + value + "', but must be true or false.");
        };
    }
}
