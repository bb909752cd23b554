package dev.twospeed.local.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The resources of a deployed stack.
 *
 * @param stack the stack's name for people, as {@code vector-db}
 * @param region where it is deployed; empty when the export does not say
 * @param resources all of AWS's, without components
 */
public record StackExport(String stack, Optional<String> region, List<Deployed> resources) {
    /** One resource: {@code type} as {@code aws:kms/key:Key}, the name in the program, and what was asked for. */
    public record Deployed(String type, String name, JsonNode inputs) {}

    /**
     * Reads what {@code pulumi stack export} prints.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static StackExport of(String stack, JsonNode export) {
        var resources = export.path("deployment").path("resources");
        if (!export.path("deployment").isObject()) {
            throw new IllegalArgumentException(
                    "The export of " + stack + " has no deployment: give what `pulumi stack export` printed");
        }
        var all = StreamSupport.stream(resources.spliterator(), false).toList();
        var region = all.stream()
                .filter(resource -> resource.path("type").asText().equals("pulumi:providers:aws"))
                .map(provider -> provider.path("inputs").path("region").asText())
                .filter(name -> !name.isEmpty())
                .findFirst();
        return new StackExport(
                stack,
                region,
                all.stream()
                        .filter(resource -> resource.path("type").asText().startsWith("aws:"))
                        // What a replacement left to be deleted, and what another stack owns, is not paid for twice.
                        .filter(resource -> !resource.path("delete").asBoolean()
                                && !resource.path("external").asBoolean())
                        .map(StackExport::deployed)
                        .toList());
    }

    private static Deployed deployed(JsonNode resource) {
        var urn = resource.path("urn").asText();
        return new Deployed(
                resource.path("type").asText(), urn.substring(urn.lastIndexOf("::") + 2), resource.path("inputs"));
    }
}
