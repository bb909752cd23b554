package dev.twospeed.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.AccessKeys;
import java.util.Optional;

/**
 * What a stack tells the provider: the keys {@code aws:…} of its config.
 *
 * @param defaultTags tags laid under those of each resource
 */
record DeploymentConfig(ObjectNode defaultTags) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static DeploymentConfig read(ObjectNode config) {
        var tags = structure(config.path("defaultTags")).path("tags");
        return new DeploymentConfig(tags instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode());
    }

    /** Why a stack of this name is not deployed here, or nothing for the environment that is played. */
    static Optional<String> refuseStack(String stack, String environment) {
        return stack.equals(environment)
                ? Optional.empty()
                : Optional.of("The embedded AWS deploys only stacks named '" + environment + "', not '" + stack
                        + "': choose `-s " + environment
                        + "`, or run `eval \"$(./twospeed env --unset)\"` to deploy to AWS.");
    }

    /** Why this config is not deployed here, or nothing if it pins the embedded account and its region. */
    static Optional<String> refuseConfig(ObjectNode config, String region) {
        var accounts = structure(config.path("allowedAccountIds"));
        if (accounts.size() != 1 || !accounts.path(0).asText().equals(AccessKeys.ACCOUNT)) {
            return Optional.of("The embedded AWS takes only stacks that are pinned to its account: set"
                    + " aws:allowedAccountIds to [\"" + AccessKeys.ACCOUNT + "\"] as in Pulumi.local.yaml (found "
                    + (accounts.isMissingNode() ? "nothing" : accounts) + ").");
        }
        var asked = config.path("region");
        if (!Unknowns.isUnknown(asked) && !asked.asText().equals(region)) {
            return Optional.of("The embedded AWS plays the region " + region + ": set aws:region to " + region
                    + " (found " + (asked.isMissingNode() ? "nothing" : "'" + asked.asText() + "'") + ").");
        }
        return Optional.empty();
    }

    /** The engine hands structured config over as JSON text. */
    private static JsonNode structure(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        try {
            return MAPPER.readTree(value.textValue());
        } catch (JsonProcessingException e) {
            return value;
        }
    }
}
