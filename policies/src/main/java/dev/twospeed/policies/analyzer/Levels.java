package dev.twospeed.policies.analyzer;

import dev.twospeed.policies.sdk.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import pulumirpc.AnalyzerOuterClass.EnforcementLevel;
import pulumirpc.AnalyzerOuterClass.PolicyConfig;

/** How strictly each rule is meant: mandatory unless {@code --policy-pack-config} says otherwise. */
final class Levels {
    /** The level of a rule that no configuration mentions. */
    static final EnforcementLevel DEFAULT = EnforcementLevel.MANDATORY;

    /** What the engine passes for all rules that a configuration does not name. */
    private static final String ALL = "all";

    private final Map<String, EnforcementLevel> byRule;

    private Levels(Map<String, EnforcementLevel> byRule) {
        this.byRule = byRule;
    }

    static Levels byDefault(List<Rule> rules) {
        var levels = new LinkedHashMap<String, EnforcementLevel>();
        rules.forEach(rule -> levels.put(rule.metadata().id(), DEFAULT));
        return new Levels(levels);
    }

    /**
     * The same with the levels of a configuration.
     *
     * @throws IllegalArgumentException for a rule or an option that does not exist
     */
    Levels with(Map<String, PolicyConfig> configuration) {
        var levels = new LinkedHashMap<>(byRule);
        var forAll = configuration.get(ALL);
        if (forAll != null) {
            levels.replaceAll((rule, level) -> level(forAll));
        }
        configuration.forEach((rule, config) -> {
            if (!rule.equals(ALL) && !levels.containsKey(rule)) {
                throw new IllegalArgumentException(
                        "The policy configuration names the rule '" + rule + "', which does not exist; the rules are "
                                + String.join(", ", new TreeSet<>(levels.keySet())) + ".");
            }
            if (config.getProperties().getFieldsCount() > 0) {
                throw new IllegalArgumentException("The policy configuration gives the rule '" + rule + "' the options "
                        + config.getProperties().getFieldsMap().keySet() + ", but it has none.");
            }
            levels.replace(rule, level(config));
        });
        return new Levels(levels);
    }

    /** There is no automatic remediation: whoever asks for it gets a failed run, not a changed resource. */
    private static EnforcementLevel level(PolicyConfig config) {
        var level = config.getEnforcementLevel();
        return level == EnforcementLevel.REMEDIATE ? EnforcementLevel.MANDATORY : level;
    }

    EnforcementLevel of(Rule rule) {
        return byRule.getOrDefault(rule.metadata().id(), DEFAULT);
    }

    boolean disabled(Rule rule) {
        return of(rule) == EnforcementLevel.DISABLED;
    }
}
