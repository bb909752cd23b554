package dev.twospeed.policies.settings;

import dev.twospeed.policies.sdk.Value;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Resources that may break a rule for a time.
 *
 * @param urn a pattern of whole URNs, in which {@code *} stands for anything
 * @param reason why
 * @param until the last day
 */
public record Exemption(String urn, String reason, LocalDate until) {
    static final String URN = "urn";
    static final String REASON = "reason";
    static final String UNTIL = "until";
    private static final Set<String> PARTS = Set.of(URN, REASON, UNTIL);

    /** Whether it is about a resource. */
    public boolean covers(String resourceUrn) {
        var pattern = Stream.of(urn.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(resourceUrn).matches();
    }

    /** Whether it still holds on a day. */
    public boolean holdsOn(LocalDate day) {
        return !day.isAfter(until);
    }

    static List<Exemption> read(String rule, Value list) {
        if (!list.isList()) {
            throw new IllegalArgumentException("The policy configuration gives the rule '" + rule
                    + "' exemptions that are no list: " + list + ". " + FORM);
        }
        return list.items().map(item -> one(rule, item)).toList();
    }

    private static final String FORM = "An exemption is an object with 'urn' (a pattern of URNs in which * stands for"
            + " anything), 'reason' (why) and 'until' (the last day, as 2027-06-30).";

    private static Exemption one(String rule, Value item) {
        var names = new TreeSet<String>();
        item.fields().forEach(field -> names.add(field.getKey()));
        if (!names.equals(PARTS)) {
            throw malformed(rule, item, "it has " + (names.isEmpty() ? "none of these" : names));
        }
        for (var part : PARTS) {
            if (item.get(part).text().filter(text -> !text.isBlank()).isEmpty()) {
                throw malformed(rule, item, "'" + part + "' is " + item.get(part));
            }
        }
        try {
            return new Exemption(
                    item.get(URN).text().orElseThrow(),
                    item.get(REASON).text().orElseThrow(),
                    LocalDate.parse(item.get(UNTIL).text().orElseThrow()));
        } catch (DateTimeParseException e) {
            throw malformed(rule, item, "'until' is " + item.get(UNTIL));
        }
    }

    private static IllegalArgumentException malformed(String rule, Value item, String found) {
        return new IllegalArgumentException("The policy configuration gives the rule '" + rule
                + "' the malformed exemption " + item + ": " + found + ". " + FORM);
    }
}
