package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job as a stack declared it.
 *
 * @param script {@code s3://…} of the entry script
 * @param defaults arguments of every run, with their two dashes
 * @param timeout how long a run may take
 * @param maxRetries how often a run that failed is tried again
 * @param connections names of the connections that give it its network
 */
record JobSpec(
        String name,
        String role,
        String script,
        Map<String, String> defaults,
        Duration timeout,
        int maxRetries,
        int mostRuns,
        String workerType,
        int workers,
        String glueVersion,
        List<String> connections) {
    private static final int DEFAULT_TIMEOUT_MINUTES = 2880;

    /**
     * Reads it from the inputs.
     *
     * @throws AwsError InvalidInputException for what the embedded Glue cannot run
     */
    static JobSpec of(Resource resource) {
        var inputs = resource.inputs();
        var defaults = new LinkedHashMap<String, String>();
        inputs.path("defaultArguments")
                .properties()
                .forEach(argument ->
                        defaults.put(argument.getKey(), argument.getValue().asText()));
        var name = Catalog.nameOf(resource);
        var script = inputs.path("command").path("scriptLocation").asText();
        if (!script.startsWith("s3://")) {
            throw invalid("The job " + name + " has the script '" + script + "'; Glue takes s3://bucket/key");
        }
        var language = defaults.getOrDefault("--job-language", "python");
        if (!language.equals("scala")) {
            throw invalid("The job " + name + " is written in " + language
                    + "; the embedded Glue runs Scala entry scripts only (--job-language scala)");
        }
        return new JobSpec(
                name,
                inputs.path("roleArn").asText(),
                script,
                defaults,
                Duration.ofMinutes(inputs.path("timeout").asInt(DEFAULT_TIMEOUT_MINUTES)),
                inputs.path("maxRetries").asInt(),
                inputs.path("executionProperty").path("maxConcurrentRuns").asInt(1),
                inputs.path("workerType").asText("G.1X"),
                inputs.path("numberOfWorkers").asInt(2),
                inputs.path("glueVersion").asText("5.0"),
                connections(inputs));
    }

    private static List<String> connections(JsonNode inputs) {
        var names = new ArrayList<String>();
        inputs.path("connections").forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }

    /** What a run is told: the defaults with the run's own laid over, then what Glue adds. */
    Map<String, String> arguments(Map<String, String> own, String runId) {
        var arguments = new LinkedHashMap<>(defaults);
        arguments.putAll(own);
        arguments.put("--JOB_NAME", name);
        arguments.put("--JOB_ID", "j_" + runId.substring("jr_".length()));
        arguments.put("--JOB_RUN_ID", runId);
        return arguments;
    }

    /** The jars that come with a run. */
    static List<String> extraJars(Map<String, String> arguments) {
        return Arrays.stream(arguments.getOrDefault("--extra-jars", "").split(","))
                .map(String::strip)
                .filter(jar -> !jar.isEmpty())
                .toList();
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "InvalidInputException", message);
    }
}
