package dev.twospeed.local.lambda;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a function is at one moment: {@code $LATEST}, or a published version that never changes.
 *
 * @param version {@code $LATEST} or a number
 * @param codeHash SHA-256 of the deployment package, in hexadecimal; names its folder
 * @param reserved environments at most, -1 for no limit of its own
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FunctionSpec(
        String name,
        String version,
        String arn,
        String handler,
        String role,
        String codeHash,
        int memoryMegabytes,
        int timeoutSeconds,
        int reserved,
        Map<String, String> variables) {

    static final String LATEST = "$LATEST";

    static FunctionSpec latest(String name, String arn, String codeHash, ObjectNode inputs) {
        var variables = new TreeMap<String, String>();
        inputs.path("environment")
                .path("variables")
                .fields()
                .forEachRemaining(v -> variables.put(v.getKey(), v.getValue().asText()));
        return new FunctionSpec(
                name,
                LATEST,
                arn,
                inputs.path("handler").asText(),
                inputs.path("role").asText(),
                codeHash,
                inputs.path("memorySize").asInt(128),
                inputs.path("timeout").asInt(3),
                inputs.path("reservedConcurrentExecutions").asInt(-1),
                variables);
    }

    FunctionSpec published(int number) {
        return new FunctionSpec(
                name,
                Integer.toString(number),
                arn,
                handler,
                role,
                codeHash,
                memoryMegabytes,
                timeoutSeconds,
                reserved,
                variables);
    }

    /** Whether a new version would be the same as this one, which AWS then returns instead. */
    boolean sameAs(FunctionSpec other) {
        return published(0).equals(other.published(0));
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }
}
