package dev.twospeed.stacks.common;

import com.pulumi.Config;
import com.pulumi.Context;
import com.pulumi.core.TypeShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads a stack's config and collects all faults, so that a person corrects them in one go.
 *
 * <p>A faulty value reads as a placeholder of its type; {@link #check} then ends the program with every fault. Defaults live in
 * the project's Pulumi.yaml alone, which the Pulumi CLI applies: a value that is missing here is a fault.
 */
public final class ConfigReader {
    private final Config config;
    private final List<String> faults = new ArrayList<>();

    private ConfigReader(Config config) {
        this.config = config;
    }

    /** Reads the namespace of the running project. */
    public static ConfigReader of(Context ctx) {
        return new ConfigReader(ctx.config());
    }

    /** A text that matches a pattern; {@code allowed} says in words what matches. */
    public String text(String key, Pattern pattern, String allowed) {
        var value = raw(key, allowed);
        if (value == null) {
            return "";
        }
        if (!pattern.matcher(value).matches()) {
            fault(key, value, allowed);
            return "";
        }
        return value;
    }

    /** A text that may be empty, which means: none. */
    public String optionalText(String key, Pattern pattern, String allowed) {
        var value = config.get(key).orElse("");
        return value.isEmpty() ? "" : text(key, pattern, allowed + ", or nothing");
    }

    /** A whole number within bounds, both included. */
    public int integer(String key, int least, int most) {
        var allowed = "a whole number from " + least + " to " + most;
        var value = raw(key, allowed);
        if (value == null) {
            return least;
        }
        try {
            var number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with what is allowed.
        }
        fault(key, value, allowed);
        return least;
    }

    /** A whole number out of a list of allowed ones. */
    public int integerOf(String key, List<Integer> allowed) {
        var value = raw(key, "one of " + allowed);
        if (value == null) {
            return allowed.get(0);
        }
        for (var number : allowed) {
            if (value.equals(String.valueOf(number))) {
                return number;
            }
        }
        fault(key, value, "one of " + allowed);
        return allowed.get(0);
    }

    /** A number within bounds, both included. */
    public double number(String key, double least, double most) {
        var allowed = "a number from " + least + " to " + most;
        var value = raw(key, allowed);
        if (value == null) {
            return least;
        }
        try {
            var number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with what is allowed.
        }
        fault(key, value, allowed);
        return least;
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key) {
        var value = raw(key, "true or false");
        if (value == null) {
            return false;
        }
        if (!value.equals("true") && !value.equals("false")) {
            fault(key, value, "true or false");
        }
        return value.equals("true");
    }

    /** One of an enum's constants, written in lower case with dashes. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        var constants = type.getEnumConstants();
        var words = Arrays.stream(constants).map(ConfigReader::word).toList();
        var value = raw(key, "one of " + words);
        var index = value == null ? 0 : words.indexOf(value);
        if (index < 0) {
            fault(key, value == null ? "" : value, "one of " + words);
            return constants[0];
        }
        return constants[index];
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A list of texts that all match a pattern. */
    public List<String> texts(String key, Pattern pattern, String allowed) {
        var value = raw(key, "a list of " + allowed);
        if (value == null) {
            return List.of();
        }
        List<String> texts;
        try {
            texts = config.getObject(key, TypeShape.list(String.class)).orElse(List.of());
        } catch (RuntimeException e) {
            fault(key, value, "a list of " + allowed);
            return List.of();
        }
        for (var text : texts) {
            if (!pattern.matcher(text).matches()) {
                fault(key, text, allowed);
            }
        }
        return texts;
    }

    /** Adds a fault that only several values together show. */
    public void fault(String key, Object seen, String allowed) {
        faults.add(config.getName() + ":" + key + " is " + (seen instanceof String ? "\"" + seen + "\"" : seen)
                + "; allowed: " + allowed);
    }

    /** Ends the program if there was any fault. */
    public void check() {
        if (!faults.isEmpty()) {
            throw Faults.list(
                    "The configuration has " + (faults.size() == 1 ? "a fault:" : faults.size() + " faults:"), faults);
        }
    }

    private @org.jspecify.annotations.Nullable String raw(String key, String allowed) {
        var value = config.get(key);
        if (value.isEmpty()) {
            faults.add(config.getName() + ":" + key + " is not set; allowed: " + allowed);
        }
        return value.orElse(null);
    }
}
