package dev.twospeed.policies.sdk;

import java.util.List;
import java.util.stream.Stream;

/** All resources of a stack. */
public record StackResources(List<PolicyResource> all) {
    /** Those of a type. */
    public Stream<PolicyResource> ofType(String... types) {
        var wanted = List.of(types);
        return all.stream().filter(resource -> wanted.contains(resource.type()));
    }
}
