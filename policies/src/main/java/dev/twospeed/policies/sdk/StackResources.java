package dev.twospeed.policies.sdk;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All resources of a stack, and which belong together. */
public final class StackResources {
    private final List<PolicyResource> all;
    private final Map<String, PolicyResource> byUrn;

    /** A stack of these resources. */
    public StackResources(List<PolicyResource> all) {
        this.all = List.copyOf(all);
        this.byUrn = all.stream().collect(Collectors.toMap(PolicyResource::urn, UnaryOperator.identity(), (a, b) -> b));
    }

    /** All of them. */
    public List<PolicyResource> all() {
        return all;
    }

    /** Those of some types. */
    public Stream<PolicyResource> ofType(String... types) {
        var wanted = Set.of(types);
        return all.stream().filter(resource -> wanted.contains(resource.type()));
    }

    /** Whether a statement holds for at least one resource of a type. */
    public Truth any(String type, Function<PolicyResource, Truth> statement) {
        return ofType(type).map(statement).reduce(Truth.FALSE, Truth::or);
    }

    /**
     * Whether a property of one resource names another one, such as a bucket policy's bucket.
     *
     * <p>Before the first deployment names are not known, but what they are computed from is: a property that is computed from the
     * other resource names it, and one that cannot be reached from it does not.
     *
     * @param property the path of a text or a list of texts
     * @param identities the other resource's properties that may be named, such as {@code name} and {@code arn}
     */
    public Truth refers(PolicyResource from, String property, PolicyResource to, String... identities) {
        var input = property.contains(".") ? property.substring(0, property.indexOf('.')) : property;
        var computedFrom = from.dependencies().get(input);
        if (input.equals(property) && computedFrom != null && computedFrom.contains(to.urn())) {
            return Truth.TRUE;
        }
        var named = from.at(property);
        var known = named.any(mine -> Stream.of(identities)
                .map(identity -> same(mine, to.get(identity)))
                .reduce(Truth.FALSE, Truth::or));
        if (known != Truth.UNKNOWN || computedFrom == null) {
            return known;
        }
        return reaches(computedFrom, to.urn()) ? Truth.UNKNOWN : Truth.FALSE;
    }

    private static Truth same(Value mine, Value theirs) {
        if (mine.isUnknown() || theirs.isUnknown()) {
            return Truth.UNKNOWN;
        }
        return Truth.of(mine.text().isPresent() && mine.text().equals(theirs.text()));
    }

    /** Whether something is computed from a resource, directly or by way of others. */
    private boolean reaches(Set<String> from, String urn) {
        var seen = new HashSet<>(from);
        var next = new ArrayDeque<>(from);
        while (!next.isEmpty()) {
            var current = next.remove();
            if (current.equals(urn)) {
                return true;
            }
            var resource = byUrn.get(current);
            if (resource != null) {
                resource.dependencies().values().stream()
                        .flatMap(Set::stream)
                        .filter(seen::add)
                        .forEach(next::add);
            }
        }
        return false;
    }
}
