package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Workflows: triggers that belong together. A run of one is known by the arguments that Glue gives its jobs
 * (<a href="https://docs.aws.amazon.com/glue/latest/dg/workflow-run-properties-code.html">workflow run properties</a>).
 */
final class Workflows {
    private static final String NAME = "--WORKFLOW_NAME";
    private static final String RUN = "--WORKFLOW_RUN_ID";

    private final RunStore store;
    // Zero for any number.
    private final Map<String, Integer> mostRuns = new ConcurrentHashMap<>();

    Workflows(RunStore store) {
        this.store = store;
    }

    void put(Resource resource) {
        mostRuns.put(
                Catalog.nameOf(resource),
                resource.inputs().path("maxConcurrentRuns").asInt());
    }

    void remove(Resource resource) {
        mostRuns.remove(Catalog.nameOf(resource));
    }

    /**
     * What the jobs of a new run are told.
     *
     * @throws AwsError EntityNotFoundException, ConcurrentRunsExceededException
     */
    Map<String, String> begin(String workflow) {
        var most = mostRuns.get(workflow);
        if (most == null) {
            throw notFound("Workflow " + workflow);
        }
        var inFlight = store.all().stream()
                .filter(run ->
                        !run.state().ended() && workflow.equals(run.arguments().get(NAME)))
                .map(Workflows::of)
                .distinct()
                .count();
        if (most > 0 && inFlight >= most) {
            throw new AwsError(400, "ConcurrentRunsExceededException", "Concurrent runs exceeded for " + workflow);
        }
        return Map.of(NAME, workflow, RUN, RunIds.next("wr_"));
    }

    /** What the next jobs of the same run are told; nothing if the run is of no workflow. */
    static Map<String, String> same(JobRun run) {
        var own = run.arguments();
        return own.containsKey(RUN) ? Map.of(NAME, own.getOrDefault(NAME, ""), RUN, of(run)) : Map.of();
    }

    /** The workflow run that a job's run is part of, or empty. */
    static String of(JobRun run) {
        return run.arguments().getOrDefault(RUN, "");
    }

    static String runId(Map<String, String> begun) {
        return begun.getOrDefault(RUN, "");
    }

    /** As GetWorkflowRun answers. */
    ObjectNode run(ObjectNode request) {
        var id = request.path("RunId").asText();
        var jobs = store.all().stream().filter(run -> of(run).equals(id)).toList();
        var first = jobs.stream().min(Comparator.comparing(JobRun::started));
        if (id.isEmpty() || first.isEmpty()) {
            throw notFound("Workflow run " + id);
        }
        var answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("Run")
                .put("Name", request.path("Name").asText())
                .put("WorkflowRunId", id)
                .put("Status", ended(jobs) ? "COMPLETED" : "RUNNING")
                .putPOJO("StartedOn", first.get().started());
        return answer;
    }

    private static boolean ended(List<JobRun> jobs) {
        return jobs.stream().allMatch(run -> run.state().ended());
    }

    private static AwsError notFound(String what) {
        return new AwsError(400, "EntityNotFoundException", what + " not found.");
    }
}
