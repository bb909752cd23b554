package dev.twospeed.glue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a job run, {@code --name value} as Glue passes them.
 *
 * <p>Glue adds arguments of its own ({@code --JOB_NAME}, {@code --TempDir}, …), so unknown ones are no fault. Faults are
 * collected while a job reads its arguments, and {@link #check()} reports them all at once.
 */
public final class JobArguments {
    private final Map<String, String> values;
    private final List<String> faults = new ArrayList<>();

    private JobArguments(Map<String, String> values) {
        this.values = values;
    }

    /** Takes {@code --name value} and {@code --name=value}; the last of several wins. */
    public static JobArguments of(String... arguments) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i++) {
            if (!arguments[i].startsWith("--")) {
                continue;
            }
            int equals = arguments[i].indexOf('=');
            if (equals > 0) {
                values.put(arguments[i].substring(2, equals), arguments[i].substring(equals + 1));
            } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
                values.put(arguments[i].substring(2), arguments[i + 1]);
                i++;
            }
        }
        return new JobArguments(values);
    }

    /** A text that has to be there; empty when it is not, until {@link #check()}. */
    public String text(String name) {
        return parsed(name, "", text -> text);
    }

    /** A whole number that has to be there and within bounds, both allowed. */
    public int number(String name, int least, int most) {
        return parsed(name, least, text -> within(name, text, least, most));
    }

    /** A whole number that may be absent. */
    public int number(String name, int least, int most, int absent) {
        return values.containsKey(name) ? number(name, least, most) : absent;
    }

    /** Whether an argument was given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A number that has to be there and within bounds, both allowed. */
    public double decimal(String name, double least, double most) {
        return parsed(name, least, text -> {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
            throw new IllegalArgumentException(
                    "--" + name + " is '" + text + "', which is no number from " + least + " to " + most);
        });
    }

    /** One of the constants of an enum, in lower case; may be absent. */
    public <E extends Enum<E>> E choice(String name, Class<E> of, E absent) {
        if (!values.containsKey(name)) {
            return absent;
        }
        return parsed(name, absent, text -> {
            for (E constant : of.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(text.trim())) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("--" + name + " is '" + text + "', which is none of "
                    + Arrays.toString(of.getEnumConstants()).toLowerCase(Locale.ROOT));
        });
    }

    /** A folder in S3, with a slash at its end. */
    public String location(String name) {
        return parsed(name, "", text -> {
            if (!text.startsWith("s3://")) {
                throw new IllegalArgumentException("--" + name + " is '" + text + "', which is no s3://bucket/prefix/");
            }
            return text.endsWith("/") ? text : text + "/";
        });
    }

    /**
     * A folder in S3, taken apart.
     *
     * @param prefix ends with a slash; empty for the bucket itself
     */
    public record Location(String bucket, String prefix) {}

    /** A folder in S3, for clients that want bucket and prefix. */
    public Location bucketAndPrefix(String name) {
        var location = location(name);
        if (location.isEmpty()) {
            return new Location("", "");
        }
        var path = location.substring("s3://".length());
        int slash = path.indexOf('/');
        return new Location(path.substring(0, slash), path.substring(slash + 1));
    }

    /** Certificates, PEM in Base64 because arguments have no line breaks; none if the argument is absent or {@code none}. */
    public @Nullable String certificates(String name) {
        var text = values.getOrDefault(name, "none");
        if (text.equals("none")) {
            return null;
        }
        return parsed(name, null, base64 -> {
            try {
                return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--" + name + " is no Base64", e);
            }
        });
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException that names every argument that is missing or wrong
     */
    public void check() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("The job cannot start: " + String.join("; ", faults)
                    + ". The job's stack sets these as its default arguments: deploy it again,"
                    + " or give them with the run.");
        }
    }

    private <T extends @Nullable Object> T parsed(String name, T absent, Function<String, T> parse) {
        var text = values.get(name);
        if (text == null || text.isBlank()) {
            faults.add("--" + name + " is missing");
            return absent;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
            return absent;
        }
    }

    private static int within(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.trim());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below: whatever is wrong with it, what is allowed is the same.
        }
        throw new IllegalArgumentException(
                "--" + name + " is '" + text + "', which is no whole number from " + least + " to " + most);
    }
}
