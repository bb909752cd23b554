package dev.twospeed.policies.settings;

import dev.twospeed.policies.sdk.Level;
import dev.twospeed.policies.sdk.Options;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.Value;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A rule as it is configured.
 *
 * @param rule with its options
 * @param exemptions what may break it
 */
public record RuleSettings(Rule rule, Level level, List<Exemption> exemptions) {
    /** The property of a rule's configuration that holds its exemptions. */
    public static final String EXEMPTIONS = "exemptions";

    static RuleSettings standard(Rule rule) {
        return new RuleSettings(rule, PackSettings.STANDARD, List.of());
    }

    RuleSettings at(Level other) {
        return new RuleSettings(rule, other, exemptions);
    }

    /**
     * The same with the options and exemptions of a configuration.
     *
     * @throws IllegalArgumentException for an option that the rule does not have, a value it does not take, or a malformed exemption
     */
    RuleSettings with(Value properties) {
        var id = rule.metadata().id();
        var options = new LinkedHashMap<String, Value>();
        properties.fields().forEach(field -> options.put(field.getKey(), field.getValue()));
        var exempt = options.remove(EXEMPTIONS);
        return new RuleSettings(
                rule.configured(Options.of(id, rule.options(), options)),
                level,
                exempt == null ? exemptions : Exemption.read(id, exempt));
    }
}
