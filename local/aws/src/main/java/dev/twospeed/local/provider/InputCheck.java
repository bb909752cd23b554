package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.provider.ResourceType.NameRule;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Inputs of a resource as the provider accepts them.
 *
 * @param inputs the program's, with a name made up if it gave none
 */
record InputCheck(ObjectNode inputs, List<Failure> failures) {
    /** Properties that the provider made up, in Pulumi's own key. */
    private static final String DEFAULTS = "__defaults";

    private static final int SUFFIX_BYTES = 4;
    private static final int SUFFIX_LENGTH = 7;

    /** What AWS would refuse, and why. */
    record Failure(String property, String reason) {}

    /**
     * Checks inputs.
     *
     * @param olds the inputs of the last deployment, empty for a new resource; a made-up name is kept from them
     * @param news the program's inputs, secrets wrapped
     * @param proposal the name to use if the program gave none
     */
    static InputCheck of(ResourceType type, ObjectNode olds, ObjectNode news, String proposal) {
        var inputs = news.deepCopy();
        var made = inputs.putArray(DEFAULTS);
        type.name().filter(rule -> rule.auto() && !inputs.has(rule.property())).ifPresent(rule -> {
            var keep = olds.path(rule.property()).isTextual() && isMadeUp(olds, rule);
            inputs.put(rule.property(), keep ? olds.path(rule.property()).textValue() : proposal);
            made.add(rule.property());
        });
        return new InputCheck(inputs, failures(type, Secrets.reveal(inputs)));
    }

    /** Whether the provider made the name up, so that a replacement gets another one. */
    static boolean isMadeUp(ObjectNode inputs, NameRule rule) {
        for (var name : inputs.path(DEFAULTS)) {
            if (name.asText().equals(rule.property())) {
                return true;
            }
        }
        return false;
    }

    /** Pulumi's own pattern of made-up names: the logical name and seven hexadecimal digits. */
    static String proposal(NameRule rule, String logicalName, ObjectNode news, Random random) {
        var given = Secrets.reveal(news).path(rule.property() + "Prefix");
        var stem = given.isTextual() ? given.textValue() : rule.prefix() + logicalName + "-";
        var bytes = new byte[SUFFIX_BYTES];
        random.nextBytes(bytes);
        var room = rule.max() - SUFFIX_LENGTH;
        var name = (stem.length() > room ? stem.substring(0, room) : stem)
                + HexFormat.of().formatHex(bytes).substring(0, SUFFIX_LENGTH);
        return rule.allows(name) ? name : name.toLowerCase(Locale.ROOT);
    }

    private static List<Failure> failures(ResourceType type, ObjectNode inputs) {
        var failures = new ArrayList<Failure>();
        for (var property : type.required()) {
            if (!inputs.has(property)) {
                failures.add(new Failure(property, "Missing required property '" + property + "'."));
            }
        }
        type.values()
                .forEach((path, rule) -> rule.fault(inputs.at("/" + path.replace('.', '/')))
                        .ifPresent(fault -> failures.add(new Failure(path, fault))));
        failures.addAll(Combinations.failures(type.token(), inputs));
        type.name().ifPresent(rule -> {
            var name = inputs.path(rule.property());
            if (name.isTextual() && !Unknowns.isUnknown(name) && !rule.allows(name.textValue())) {
                var pattern = rule.pattern();
                failures.add(new Failure(
                        rule.property(),
                        "'" + name.textValue() + "' is not a name AWS accepts: at most " + rule.max() + " characters"
                                + (pattern == null ? "." : " matching " + pattern + ".")));
            }
        });
        return failures;
    }
}
