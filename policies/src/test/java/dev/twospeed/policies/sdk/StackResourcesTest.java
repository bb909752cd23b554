package dev.twospeed.policies.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StackResourcesTest {
    private final PolicyResource bucket = resource("bucket", Map.of("bucket", Value.UNKNOWN), Map.of());

    @Test
    void shouldKnowByNames_whenBothAreKnown() {
        var lake = resource("lake", Map.of("bucket", Value.of("lake"), "arn", Value.of("arn:lake")), Map.of());
        assertThat(refers(named(Value.of("lake"), Map.of()), lake)).isEqualTo(Truth.TRUE);
        assertThat(refers(named(Value.of("arn:lake"), Map.of()), lake)).isEqualTo(Truth.TRUE);
        assertThat(refers(named(Value.of("other"), Map.of()), lake)).isEqualTo(Truth.FALSE);
    }

    @Test
    void shouldKnowByWhatItIsComputedFrom_whenNamesAreNotKnown() {
        assertThat(refers(named(Value.UNKNOWN, Map.of("bucket", Set.of("bucket"))), bucket))
                .isEqualTo(Truth.TRUE);
        assertThat(refers(named(Value.UNKNOWN, Map.of("bucket", Set.of("other"))), bucket))
                .isEqualTo(Truth.FALSE);
        assertThat(refers(named(Value.UNKNOWN, Map.of()), bucket)).isEqualTo(Truth.UNKNOWN);
    }

    /** As with a log bucket that is named by its policy, so that nothing is logged before the policy is in force. */
    @Test
    void shouldNotBeKnown_whenItIsComputedByWayOfAnother() {
        var policy = resource("policy", Map.of(), Map.of("bucket", Set.of("bucket")));
        var logging = named(Value.UNKNOWN, Map.of("bucket", Set.of("policy")));
        var stack = new StackResources(java.util.List.of(bucket, policy, logging));
        assertThat(stack.refers(logging, "bucket", bucket, "bucket")).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void shouldLookIntoListsAndObjects_whenTheNameIsInside() {
        var lake = resource("lake", Map.of("arn", Value.of("a")), Map.of());
        var list =
                resource("l", Map.of("targets", Value.of(java.util.List.of(Value.of("b"), Value.of("a")))), Map.of());
        var nested = resource("n", Map.of("config", Value.of(Map.of("arn", Value.of("a")))), Map.of());
        var stack = new StackResources(java.util.List.of(lake, list, nested));
        assertThat(stack.refers(list, "targets", lake, "arn")).isEqualTo(Truth.TRUE);
        assertThat(stack.refers(nested, "config.arn", lake, "arn")).isEqualTo(Truth.TRUE);
    }

    private static PolicyResource named(Value bucket, Map<String, Set<String>> dependencies) {
        return resource("part", Map.of("bucket", bucket), dependencies);
    }

    private static Truth refers(PolicyResource from, PolicyResource to) {
        return new StackResources(java.util.List.of(from, to)).refers(from, "bucket", to, "bucket", "arn");
    }

    private static PolicyResource resource(
            String urn, Map<String, Value> properties, Map<String, Set<String>> dependencies) {
        return new PolicyResource(urn, "type", urn, Value.of(properties), dependencies);
    }
}
