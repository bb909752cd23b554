package dev.twospeed.policies.sdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a rule's options, checked against what it declares. */
public final class Options {
    private final Map<String, Object> values;

    private Options(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * The options of a rule as a configuration gives them; those it does not give have their standard value.
     *
     * @param rule the rule's id, for messages
     * @throws IllegalArgumentException for an option that the rule does not have, or a value it does not take
     */
    public static Options of(String rule, List<Option> declared, Map<String, Value> given) {
        given.keySet().forEach(name -> {
            if (declared.stream().noneMatch(option -> option.name().equals(name))) {
                throw new IllegalArgumentException("The policy configuration gives the rule '" + rule + "' the option '"
                        + name + "', which it does not have; its options are "
                        + (declared.isEmpty()
                                ? "none"
                                : String.join(
                                        ", ",
                                        declared.stream().map(Option::name).toList()))
                        + ", besides enforcementLevel and exemptions.");
            }
        });
        var values = new LinkedHashMap<String, Object>();
        for (var option : declared) {
            var value = given.get(option.name());
            values.put(option.name(), value == null ? option.standard() : read(rule, option, value));
        }
        return new Options(values);
    }

    private static Object read(String rule, Option option, Value value) {
        if (option.kind() == Option.Kind.NUMBER) {
            var number = value.number().filter(n -> n >= option.least() && n <= option.most());
            return number.orElseThrow(() -> fault(
                    rule, option, value, "a number from " + plain(option.least()) + " to " + plain(option.most())));
        }
        var texts = value.items().flatMap(item -> item.text().stream()).toList();
        if (!value.isList() || texts.size() != value.items().count()) {
            throw fault(rule, option, value, "a list of texts");
        }
        return texts;
    }

    private static IllegalArgumentException fault(String rule, Option option, Value value, String allowed) {
        return new IllegalArgumentException("The policy configuration gives the option '" + option.name()
                + "' of the rule '" + rule + "' the value " + value + "; allowed: " + allowed + ".");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    /** The value of a {@link Option.Kind#NUMBER}. */
    public double number(String name) {
        return (Double) declared(name);
    }

    /** The value of a {@link Option.Kind#TEXTS}. */
    public List<String> texts(String name) {
        return ((List<?>) declared(name)).stream().map(String.class::cast).toList();
    }

    private Object declared(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("The rule asks for the option '" + name + "', which it does not declare.");
        }
        return value;
    }
}
