package dev.twospeed.local.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The table of types against the answers of the real provider, for each property that the stacks set.
 *
 * <p>{@code replacements.json} holds them: terraform-provider-aws 5.100.0, which com.pulumi:aws 6.83.0 bridges to, was asked to
 * plan each resource of the production and the development example with one property changed (PlanResourceChange of its
 * plugin protocol) and named the attributes for which it would make the resource anew. EnvironmentsIT fails when the stacks set
 * a property that is not there.
 */
class ReplacementsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldReplaceForTheSamePropertiesAsTheRealProvider() throws Exception {
        var types = new ResourceTypes();
        var differences = new ArrayList<String>();
        var compared = 0;
        try (var file = ReplacementsTest.class.getResourceAsStream("replacements.json")) {
            for (var entry : JSON.readTree(file).path("types").properties()) {
                var type = types.get(entry.getKey());
                for (var replaces : List.of(true, false)) {
                    for (var path : entry.getValue().path(replaces ? "replaced" : "updated")) {
                        compared++;
                        if (replaces != replaces(type, path)) {
                            differences.add(entry.getKey() + " " + path.asText()
                                    + (replaces ? " is updated here" : " is replaced here"));
                        }
                    }
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(300);
    }

    @Test
    void shouldReplaceARule_whenItNamesAnotherKindOfPeer() {
        var type = new ResourceTypes().get("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
        var block = holding(new String[] {"cidrIpv4"}, "10.0.0.0/16");
        var group = holding(new String[] {"referencedSecurityGroupId"}, "sg-0123456789abcdef0");

        assertThat(InputDiff.of(type, block, group).replaces())
                .containsExactlyInAnyOrder("cidrIpv4", "referencedSecurityGroupId");
    }

    private static boolean replaces(ResourceType type, JsonNode path) {
        var names = path.asText().split("\\.");
        return !InputDiff.of(type, holding(names, "before"), holding(names, "after"))
                .replaces()
                .isEmpty();
    }

    private static ObjectNode holding(String[] names, String value) {
        var object = JSON.createObjectNode();
        var inner = object;
        for (var i = 0; i < names.length - 1; i++) {
            inner = inner.putObject(names[i]);
        }
        inner.put(names[names.length - 1], value);
        return object;
    }
}
