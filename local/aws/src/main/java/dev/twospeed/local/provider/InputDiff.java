package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What changed between two sets of inputs.
 *
 * @param changes by property path, such as {@code tags.Name} or {@code rules[0].id}
 */
record InputDiff(Map<String, Change> changes) {
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");
    private static final String ASSET_HASH = "hash";

    /** How a property changed. */
    enum Kind {
        ADD,
        DELETE,
        UPDATE
    }

    /** One change, and whether AWS can only make the resource anew for it. */
    record Change(Kind kind, boolean replaces) {}

    /** Compares two sets of inputs, secrets unwrapped. */
    static InputDiff of(ResourceType type, ObjectNode before, ObjectNode after) {
        var changes = new LinkedHashMap<String, Change>();
        compare(type, "", before, after, changes);
        return new InputDiff(changes);
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Top-level properties that changed. */
    Set<String> properties() {
        var names = new TreeSet<String>();
        changes.keySet().forEach(path -> names.add(path.split("[.\\[]", 2)[0]));
        return names;
    }

    /** Paths of the changes that replace the resource. */
    List<String> replaces() {
        var paths = new ArrayList<String>();
        changes.forEach((path, change) -> {
            if (change.replaces()) {
                paths.add(path);
            }
        });
        return paths;
    }

    private static void compare(
            ResourceType type, String path, JsonNode before, JsonNode after, Map<String, Change> changes) {
        if (same(type, path, before, after)) {
            return;
        }
        if (before instanceof ObjectNode left
                && after instanceof ObjectNode right
                && !left.has(Secrets.SIGNATURE_KEY)
                && !right.has(Secrets.SIGNATURE_KEY)) {
            var names = new TreeSet<String>();
            left.fieldNames().forEachRemaining(names::add);
            right.fieldNames().forEachRemaining(names::add);
            names.removeIf(name -> name.startsWith("__"));
            for (var name : names) {
                var child = path.isEmpty() ? name : path + "." + name;
                compare(type, child, left.path(name), right.path(name), changes);
            }
            return;
        }
        if (before.isArray() && after.isArray() && !type.unordered().contains(plain(path))) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(type, path + "[" + i + "]", at(before, i), at(after, i), changes);
            }
            return;
        }
        var kind = before.isMissingNode() ? Kind.ADD : after.isMissingNode() ? Kind.DELETE : Kind.UPDATE;
        changes.put(path, new Change(kind, replaces(type, plain(path), before, after)));
    }

    private static boolean same(ResourceType type, String path, JsonNode before, JsonNode after) {
        if (Unknowns.isUnknown(after)) {
            return false;
        }
        if (isAsset(before) && isAsset(after)) {
            return before.path(ASSET_HASH).equals(after.path(ASSET_HASH));
        }
        if (before.isArray() && after.isArray() && type.unordered().contains(plain(path))) {
            return before.size() == after.size() && everyElement(before, after) && everyElement(after, before);
        }
        return before.equals(after);
    }

    private static boolean everyElement(JsonNode of, JsonNode in) {
        for (var element : of) {
            var found = false;
            for (var other : in) {
                found |= element.equals(other);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /** A change replaces if it is at, below or (when a whole block comes or goes) above a replace-on-change path. */
    private static boolean replaces(ResourceType type, String path, JsonNode before, JsonNode after) {
        if (before.isMissingNode() != after.isMissingNode()
                && type.replaceWhenAddedOrRemoved().contains(path)) {
            return true;
        }
        for (var key : type.replace()) {
            if (path.equals(key) || path.startsWith(key + ".")) {
                return true;
            }
            if (key.startsWith(path + ".")) {
                var inside = key.substring(path.length() + 1).split("\\.");
                if (holds(before, inside, 0) != holds(after, inside, 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holds(JsonNode node, String[] names, int from) {
        if (node.isArray()) {
            for (var element : node) {
                if (holds(element, names, from)) {
                    return true;
                }
            }
            return false;
        }
        return from == names.length ? !node.isMissingNode() : holds(node.path(names[from]), names, from + 1);
    }

    private static JsonNode at(JsonNode array, int index) {
        var element = array.get(index);
        return element == null ? MissingNode.getInstance() : element;
    }

    private static boolean isAsset(JsonNode node) {
        return node.has(Secrets.SIGNATURE_KEY) && node.hasNonNull(ASSET_HASH);
    }

    private static String plain(String path) {
        return INDEX.matcher(path).replaceAll("");
    }
}
