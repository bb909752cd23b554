package dev.twospeed.stacks.common;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One statement of a {@link PolicyDocument}; the methods add to it and return it. */
public final class Statement {
    private final String id;
    private final String effect;
    private final List<String> actions = new ArrayList<>();
    private final List<Output<String>> resources = new ArrayList<>();
    private final Map<String, Map<String, List<Output<String>>>> conditions = new LinkedHashMap<>();
    private String principalKind = "";
    private final List<Output<String>> principals = new ArrayList<>();

    private Statement(String id, String effect) {
        this.id = id;
        this.effect = effect;
    }

    /** Allows something; {@code id} says what, in letters and digits. */
    public static Statement allow(String id) {
        return new Statement(id, "Allow");
    }

    /** Denies something. */
    public static Statement deny(String id) {
        return new Statement(id, "Deny");
    }

    /** {@code service:Action} names, with {@code *} only where it stands for a family on a named resource. */
    public Statement actions(String... names) {
        actions.addAll(List.of(names));
        return this;
    }

    /** Adds a resource. */
    public Statement on(Output<String> arn) {
        resources.add(arn);
        return this;
    }

    /** Adds a resource. */
    public Statement on(String arn) {
        return on(Output.of(arn));
    }

    /** Says who: an AWS service, for example {@code events.amazonaws.com}. */
    public Statement service(String name) {
        principalKind = "Service";
        principals.add(Output.of(name));
        return this;
    }

    /** Says who: an account, role or user. */
    public Statement principal(Output<String> arn) {
        principalKind = "AWS";
        principals.add(arn);
        return this;
    }

    /** Says who: everybody. Only for denials and together with a condition. */
    public Statement everybody() {
        return principal(Output.of("*"));
    }

    /** Adds a condition, for example {@code StringEquals, aws:SourceAccount, account}. */
    public Statement when(String operator, String key, Output<String> value) {
        conditions
                .computeIfAbsent(operator, o -> new LinkedHashMap<>())
                .computeIfAbsent(key, k -> new ArrayList<>())
                .add(value);
        return this;
    }

    /** Adds a condition on a value known now. */
    public Statement when(String operator, String key, String value) {
        return when(operator, key, Output.of(value));
    }

    Output<Map<String, Object>> content() {
        return Output.tuple(Output.all(principals), Output.all(resources), conditionValues())
                .applyValue(parts -> {
                    var content = new LinkedHashMap<String, Object>();
                    content.put("Sid", id);
                    content.put("Effect", effect);
                    if (!parts.t1.isEmpty()) {
                        content.put(
                                "Principal",
                                parts.t1.equals(List.of("*")) ? "*" : Map.of(principalKind, single(parts.t1)));
                    }
                    content.put("Action", single(actions));
                    if (!parts.t2.isEmpty()) {
                        content.put("Resource", single(parts.t2));
                    }
                    if (!parts.t3.isEmpty()) {
                        content.put("Condition", parts.t3);
                    }
                    return content;
                });
    }

    private Output<Map<String, Map<String, Object>>> conditionValues() {
        var flat = new ArrayList<Output<String>>();
        conditions.values().forEach(keys -> keys.values().forEach(flat::addAll));
        return Output.all(flat).applyValue(values -> {
            var next = values.iterator();
            var resolved = new LinkedHashMap<String, Map<String, Object>>();
            conditions.forEach((operator, keys) -> keys.forEach((key, outputs) -> {
                var texts = outputs.stream().map(ignored -> next.next()).toList();
                resolved.computeIfAbsent(operator, o -> new LinkedHashMap<>()).put(key, single(texts));
            }));
            return resolved;
        });
    }

    // AWS itself stores a list of one as its element; doing the same keeps plans free of differences.
    private static Object single(List<String> values) {
        return values.size() == 1 ? values.get(0) : List.copyOf(values);
    }
}
