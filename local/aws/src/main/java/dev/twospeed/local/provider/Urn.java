package dev.twospeed.local.provider;

import dev.twospeed.local.resource.Refusal;

/**
 * The engine's name of a resource: {@code urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>}.
 *
 * @param stack such as {@code local}
 * @param project such as {@code twospeed-etl}
 * @param type the resource's own type token
 * @param name its logical name in the program
 */
record Urn(String stack, String project, String type, String name) {
    private static final String PREFIX = "urn:pulumi:";

    static Urn parse(String text) {
        var parts = text.split("::", 4);
        if (!text.startsWith(PREFIX) || parts.length != 4) {
            throw new Refusal("'" + text + "' is not a Pulumi URN (urn:pulumi:<stack>::<project>::<type>::<name>).");
        }
        var type = parts[2].substring(parts[2].lastIndexOf('$') + 1);
        return new Urn(parts[0].substring(PREFIX.length()), parts[1], type, parts[3]);
    }
}
