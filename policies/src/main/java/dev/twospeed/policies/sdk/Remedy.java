package dev.twospeed.policies.sdk;

import java.util.Map;
import java.util.TreeMap;

/**
 * What puts a violation right: values for some inputs of the resource. Everything else stays as the program said.
 *
 * @param inputs for each path, such as {@code tracingConfig.mode}, a text, a number or a boolean
 */
public record Remedy(Map<String, Object> inputs) {
    /** Sets one input. */
    public static Remedy set(String path, Object value) {
        return new Remedy(Map.of(path, value));
    }

    /** The same and one input more. */
    public Remedy and(String path, Object value) {
        var all = new TreeMap<>(inputs);
        all.put(path, value);
        return new Remedy(Map.copyOf(all));
    }
}
