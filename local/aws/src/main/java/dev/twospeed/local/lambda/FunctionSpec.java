package dev.twospeed.local.lambda;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.network.Placement;
import dev.twospeed.local.resource.AwsError;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a function is at one moment: {@code $LATEST}, or a published version that never changes.
 *
 * @param version {@code $LATEST} or a number
 * @param runtime such as {@code java21}
 * @param codeHash SHA-256 of the deployment package, in hexadecimal; names its folder
 * @param reserved environments at most, -1 for no limit of its own
 * @param snapStart whether versions are initialised once, when published, and restored from then on
 * @param network where it is in a VPC
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FunctionSpec(
        String name,
        String version,
        String arn,
        String runtime,
        String handler,
        String role,
        String codeHash,
        int memoryMegabytes,
        int timeoutSeconds,
        int reserved,
        boolean snapStart,
        Map<String, String> variables,
        Placement network) {

    static final String LATEST = "$LATEST";

    /** What was kept before functions had a network has none. */
    FunctionSpec {
        network = Objects.requireNonNullElse(network, Placement.OUTSIDE);
    }

    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    private static final int MAX_VARIABLES_BYTES = 4096;
    private static final Set<String> RUNTIMES = Set.of("java11", "java17", "java21", "java25");
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    private static final Set<String> RESERVED_VARIABLES = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_DEFAULT_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "LAMBDA_RUNTIME_DIR",
            "LAMBDA_TASK_ROOT");

    /**
     * The unpublished state of a function.
     *
     * @param inputs of the Pulumi resource
     * @throws AwsError for what Lambda would refuse
     */
    static FunctionSpec latest(String name, String arn, String codeHash, ObjectNode inputs) {
        var variables = new TreeMap<String, String>();
        inputs.path("environment")
                .path("variables")
                .fields()
                .forEachRemaining(v -> variables.put(v.getKey(), v.getValue().asText()));
        var spec = new FunctionSpec(
                name,
                LATEST,
                arn,
                inputs.path("runtime").asText(),
                inputs.path("handler").asText(),
                inputs.path("role").asText(),
                codeHash,
                inputs.path("memorySize").asInt(128),
                inputs.path("timeout").asInt(3),
                inputs.path("reservedConcurrentExecutions").asInt(-1),
                inputs.path("snapStart").path("applyOn").asText().equals("PublishedVersions"),
                variables,
                Placement.of(
                        inputs.path("vpcConfig").path("subnetIds"),
                        inputs.path("vpcConfig").path("securityGroupIds")));
        spec.check();
        return spec;
    }

    private void check() {
        if (!RUNTIMES.contains(runtime)) {
            throw invalid("runtime " + runtime + " is not one of "
                    + RUNTIMES.stream().sorted().toList() + ", which the embedded Lambda runs");
        }
        if (handler.isEmpty()) {
            throw invalid("a handler is missing");
        }
        if (memoryMegabytes < 128 || memoryMegabytes > 10240) {
            throw invalid("memorySize " + memoryMegabytes + " is not between 128 and 10240");
        }
        if (timeoutSeconds < 1 || timeoutSeconds > 900) {
            throw invalid("timeout " + timeoutSeconds + " is not between 1 and 900");
        }
        var reservedNames =
                variables.keySet().stream().filter(RESERVED_VARIABLES::contains).toList();
        if (!reservedNames.isEmpty()) {
            throw invalid("the environment variables " + reservedNames + " are reserved keys that Lambda sets itself");
        }
        var bytes = variables.entrySet().stream()
                .mapToInt(v -> v.getKey().length() + v.getValue().length())
                .sum();
        if (bytes > MAX_VARIABLES_BYTES) {
            throw invalid("its environment variables are " + bytes + " bytes long and exceed the 4KB limit");
        }
    }

    private AwsError invalid(String reason) {
        return new AwsError(400, "InvalidParameterValueException", "Function " + name + ": " + reason);
    }

    FunctionSpec published(int number) {
        return with(Integer.toString(number), reserved);
    }

    FunctionSpec withReserved(int environments) {
        return with(version, environments);
    }

    private FunctionSpec with(String version, int reserved) {
        return new FunctionSpec(
                name,
                version,
                arn,
                runtime,
                handler,
                role,
                codeHash,
                memoryMegabytes,
                timeoutSeconds,
                reserved,
                snapStart,
                variables,
                network);
    }

    /** Whether a new version would be the same as this one, which AWS then returns instead. */
    boolean sameAs(FunctionSpec other) {
        return with(LATEST, -1).equals(other.with(LATEST, -1));
    }

    /** Whether its environments are restored from a snapshot; {@code $LATEST} never is. */
    boolean restored() {
        return snapStart && !version.equals(LATEST);
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }
}
