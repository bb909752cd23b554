package dev.twospeed.local.pulumi;

import com.google.gson.Gson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pulumirpc.Language;

/** How a stack program is told what to do: the environment variables that Pulumi's Java SDK reads. */
final class ProgramEnvironment {
    /** For a JVM that lives two seconds; the SDK busy-waits on the common pool, so that needs threads. */
    static final List<String> JVM_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4");

    private ProgramEnvironment() {}

    static Map<String, String> of(Language.RunRequest request, String engineAddress) {
        var json = new Gson();
        var variables = new LinkedHashMap<String, String>();
        variables.put("PULUMI_MONITOR", request.getMonitorAddress());
        variables.put("PULUMI_ENGINE", engineAddress);
        variables.put("PULUMI_ORGANIZATION", request.getOrganization());
        variables.put("PULUMI_PROJECT", request.getProject());
        variables.put("PULUMI_STACK", request.getStack());
        variables.put("PULUMI_PWD", request.getPwd());
        variables.put("PULUMI_ROOT_DIRECTORY", request.getInfo().getRootDirectory());
        variables.put("PULUMI_DRY_RUN", Boolean.toString(request.getDryRun()));
        variables.put("PULUMI_QUERY_MODE", Boolean.toString(request.getQueryMode()));
        variables.put("PULUMI_PARALLEL", Integer.toString(request.getParallel()));
        variables.put("PULUMI_CONFIG", json.toJson(request.getConfigMap()));
        variables.put("PULUMI_CONFIG_SECRET_KEYS", json.toJson(List.copyOf(request.getConfigSecretKeysList())));
        return variables;
    }
}
