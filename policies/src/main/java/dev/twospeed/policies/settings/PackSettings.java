package dev.twospeed.policies.settings;

import dev.twospeed.policies.sdk.Level;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How a pack is configured: for each rule its level, options and exemptions. */
public final class PackSettings {
    /** The level of a rule that no configuration mentions. */
    public static final Level STANDARD = Level.MANDATORY;

    /** The key of a configuration that stands for every rule. */
    private static final String ALL = "all";

    private static final String LEVEL = "enforcementLevel";

    private final Map<String, RuleSettings> byId;
    private final List<RuleSettings> applied;
    // The engine asks for each resource, most of which few rules are about.
    private final Map<String, List<RuleSettings>> byType = new HashMap<>();

    private PackSettings(Map<String, RuleSettings> byId) {
        this.byId = byId;
        this.applied = byId.values().stream()
                .filter(settings -> settings.level() != Level.DISABLED)
                .toList();
        for (var settings : applied) {
            for (var type : settings.rule().types()) {
                byType.computeIfAbsent(type, t -> new ArrayList<>()).add(settings);
            }
        }
    }

    /**
     * What a configuration says of one rule, or of all.
     *
     * @param level empty to leave it
     * @param properties an object with options and exemptions; absent for none
     */
    public record Entry(Optional<Level> level, Value properties) {}

    /** Every rule mandatory and as it is by itself. */
    public static PackSettings standard(List<Rule> rules) {
        var settings = new LinkedHashMap<String, RuleSettings>();
        rules.forEach(rule -> settings.put(rule.metadata().id(), RuleSettings.standard(rule)));
        return new PackSettings(settings);
    }

    /** The rules as they are configured, without those that are disabled. */
    public List<RuleSettings> applied() {
        return applied;
    }

    /** Those of {@link #applied()} that judge resources of a type. */
    public List<RuleSettings> about(String type) {
        return Collections.unmodifiableList(byType.getOrDefault(type, List.of()));
    }

    /**
     * The same with a configuration: what is said of one rule goes before what is said of all.
     *
     * @throws IllegalArgumentException for a rule or an option that does not exist, a value that is not allowed, or a malformed
     *     exemption
     */
    public PackSettings with(Map<String, Entry> configuration) {
        var settings = new LinkedHashMap<>(byId);
        var forAll = configuration.get(ALL);
        if (forAll != null) {
            if (forAll.properties().fields().findAny().isPresent()) {
                throw new IllegalArgumentException("The policy configuration gives 'all' options or exemptions;"
                        + " for all rules only the level can be set.");
            }
            forAll.level().ifPresent(level -> settings.replaceAll((id, rule) -> rule.at(level)));
        }
        configuration.forEach((id, entry) -> {
            if (!id.equals(ALL)) {
                var rule = settings.get(id);
                if (rule == null) {
                    throw new IllegalArgumentException("The policy configuration names the rule '" + id
                            + "', which does not exist; " + suggestion(id));
                }
                settings.put(id, rule.at(entry.level().orElse(rule.level())).with(entry.properties()));
            }
        });
        return new PackSettings(settings);
    }

    /**
     * The same with a configuration in the form of {@code --policy-pack-config}: for each rule a level, or an object with
     * {@code enforcementLevel}, options and exemptions.
     *
     * @throws IllegalArgumentException as {@link #with(Map)}, and for another form
     */
    public PackSettings with(Value file) {
        if (!file.isObject()) {
            throw new IllegalArgumentException("The policy configuration is no JSON object: give for each rule a level"
                    + ", or an object with enforcementLevel, options and exemptions.");
        }
        var entries = new LinkedHashMap<String, Entry>();
        file.fields().forEach(field -> entries.put(field.getKey(), entry(field.getKey(), field.getValue())));
        return with(entries);
    }

    private static Entry entry(String id, Value said) {
        if (said.text().isPresent()) {
            return new Entry(Optional.of(level(id, said)), Value.ABSENT);
        }
        if (!said.isObject()) {
            throw new IllegalArgumentException("The policy configuration says " + said + " for '" + id
                    + "'; allowed: a level, or an object with enforcementLevel, options and exemptions.");
        }
        var properties = new LinkedHashMap<String, Value>();
        said.fields().forEach(field -> properties.put(field.getKey(), field.getValue()));
        var level = Optional.ofNullable(properties.remove(LEVEL)).map(value -> level(id, value));
        return new Entry(level, Value.of(properties));
    }

    private static Level level(String id, Value said) {
        return Arrays.stream(Level.values())
                .filter(level -> said.text().equals(Optional.of(word(level))))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The policy configuration gives '" + id + "' the level "
                        + said + "; allowed: "
                        + Arrays.stream(Level.values()).map(PackSettings::word).collect(Collectors.joining(", "))
                        + "."));
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** The rules of the same service, or all. */
    private String suggestion(String id) {
        var service = id.contains("-") ? id.substring(0, id.indexOf('-') + 1) : id;
        var near = new ArrayList<String>();
        byId.keySet().stream().filter(known -> known.startsWith(service)).forEach(near::add);
        return near.isEmpty()
                ? "the rules are " + String.join(", ", new TreeSet<>(byId.keySet())) + "."
                : "the rules of this service are " + String.join(", ", new TreeSet<>(near)) + ".";
    }
}
