package dev.twospeed.local.lambda;

import dev.twospeed.local.Endpoints;
import dev.twospeed.local.iam.AccessKeys.AccessKey;
import dev.twospeed.local.network.Isolation;
import dev.twospeed.local.network.Reach;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The operating system process of an execution environment: what Lambda's Java runtime is started with.
 *
 * @param code the unpacked deployment package, which the runtime finds as its working directory
 * @param key of the function's role
 * @param log where its output goes; nowhere if CloudWatch would not take it
 * @param isolation holds it to its reach
 */
record FunctionProcess(
        FunctionSpec spec,
        Path code,
        LambdaRuntime runtime,
        Endpoints endpoints,
        AccessKey key,
        Optional<Path> log,
        Isolation isolation,
        Reach reach) {

    Process start(RuntimeApi api) throws IOException {
        var builder = new ProcessBuilder(isolation.confine(command(), reach, api.port()))
                .directory(code.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.map(Path::toFile)
                        .map(ProcessBuilder.Redirect::appendTo)
                        .orElse(ProcessBuilder.Redirect.DISCARD));
        var variables = builder.environment();
        var path = variables.getOrDefault("PATH", "/usr/bin:/bin");
        // A function sees what Lambda gives it and nothing of whoever started the embedded AWS.
        variables.clear();
        variables.put("PATH", path);
        variables.putAll(spec.variables());
        variables.putAll(lambdaVariables());
        variables.putAll(endpoints.environment(key));
        variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
        if (spec.restored()) {
            var credentials = new RoleCredentials(key);
            api.credentials(credentials);
            variables.remove("AWS_ACCESS_KEY_ID");
            variables.remove("AWS_SECRET_ACCESS_KEY");
            variables.putAll(credentials.variables(api.address()));
        }
        return builder.start();
    }

    private List<String> command() {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As Lambda starts it: the serial collector, and the tiered compiler stopped at C1 unless the function
                // says how it is compiled. The command line would win over that.
                spec.variables().getOrDefault("JAVA_TOOL_OPTIONS", "").contains("-XX:TieredStopAtLevel=")
                        ? "-XX:+TieredCompilation"
                        : "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx" + Math.max(64, spec.memoryMegabytes() * 85 / 100) + "m",
                endpoints.trustOption(),
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                LambdaRuntime.NATIVE_LIBRARY_OPTION + runtime.nativeLibrary(),
                "-cp",
                runtime.libraries(),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"));
        command.add(spec.handler());
        return command;
    }

    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    private Map<String, String> lambdaVariables() {
        return Map.ofEntries(
                Map.entry("TZ", ":UTC"),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("_HANDLER", spec.handler()),
                Map.entry("LAMBDA_TASK_ROOT", code.toString()),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_" + spec.runtime()),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", spec.name()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", spec.version()),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMegabytes())),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.name()),
                Map.entry(
                        "AWS_LAMBDA_LOG_STREAM_NAME",
                        UUID.randomUUID().toString().replace("-", "")),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", spec.restored() ? "snap-start" : "on-demand"));
    }
}
