package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What starts jobs by itself: a schedule, the end of other jobs.
 *
 * <p>As in Glue a conditional trigger watches only runs that a trigger started, not those that somebody started by hand
 * (<a href="https://docs.aws.amazon.com/glue/latest/dg/about-triggers.html">about triggers</a>).
 */
final class Triggers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

    private final Map<String, JsonNode> triggers = new ConcurrentHashMap<>();
    private final Map<String, Map<String, JobRun>> lastRuns = new ConcurrentHashMap<>();
    private final Workflows workflows;
    private final Starter starter;
    private final Schedules schedules;

    /** Triggers that tell the time by a clock. */
    Triggers(Workflows workflows, Clock clock, Starter starter) {
        this.workflows = workflows;
        this.starter = starter;
        this.schedules = new Schedules(clock, this::fire);
    }

    /** Starts a job. */
    interface Starter {
        void start(String job, Map<String, String> arguments, String trigger);
    }

    /**
     * Takes up a trigger.
     *
     * @throws AwsError InvalidInputException for a schedule that Glue does not take
     */
    void put(Resource resource) {
        var name = Catalog.nameOf(resource);
        put(name, resource.inputs(), resource.inputs().path("enabled").asBoolean(true));
    }

    private void put(String name, JsonNode trigger, boolean enabled) {
        if (is(trigger, "SCHEDULED")) {
            var schedule = Schedules.parse(trigger.path("schedule").asText());
            if (enabled) {
                schedules.put(name, schedule);
            } else {
                schedules.remove(name);
            }
        }
        triggers.put(name, trigger);
    }

    void remove(Resource resource) {
        var name = Catalog.nameOf(resource);
        schedules.remove(name);
        triggers.remove(name);
        lastRuns.keySet().removeIf(watch -> watch.startsWith(name + " "));
    }

    /**
     * Fires a trigger on demand; one by schedule or condition is only switched on by this, as in Glue.
     *
     * @throws AwsError EntityNotFoundException
     */
    void start(String name) {
        var trigger = find(name);
        if (is(trigger, "ON_DEMAND")) {
            fire(name);
        } else {
            put(name, ((ObjectNode) trigger.deepCopy()).put("enabled", true), true);
        }
    }

    /**
     * Begins a run of a workflow with the triggers that nothing else sets off.
     *
     * @return the id of the workflow's run
     * @throws AwsError EntityNotFoundException, ConcurrentRunsExceededException
     */
    String startWorkflow(String workflow) {
        var begun = workflows.begin(workflow);
        triggers.forEach((name, trigger) -> {
            if (workflow.equals(trigger.path("workflowName").asText()) && !is(trigger, "CONDITIONAL")) {
                start(name, trigger, begun);
            }
        });
        return Workflows.runId(begun);
    }

    private void fire(String name) {
        var trigger = find(name);
        var workflow = trigger.path("workflowName").asText();
        start(name, trigger, workflow.isEmpty() ? Map.of() : workflows.begin(workflow));
    }

    private JsonNode find(String name) {
        return Optional.ofNullable(triggers.get(name))
                .orElseThrow(() -> new AwsError(400, "EntityNotFoundException", "Trigger " + name + " not found."));
    }

    private static boolean is(JsonNode trigger, String type) {
        return trigger.path("type").asText().equals(type);
    }

    /** Looks whom the end of a run sets off. */
    synchronized void ended(JobRun run) {
        if (run.trigger().isEmpty()) {
            return;
        }
        triggers.forEach((name, trigger) -> {
            var conditions = trigger.path("predicate").path("conditions");
            if (is(trigger, "CONDITIONAL") && trigger.path("enabled").asBoolean(true) && watches(conditions, run)) {
                var watch = name + " " + Workflows.of(run);
                var seen = lastRuns.computeIfAbsent(watch, n -> new ConcurrentHashMap<>());
                seen.put(run.job(), run);
                boolean any =
                        trigger.path("predicate").path("logical").asText("AND").equals("ANY");
                if (met(conditions, seen, any)) {
                    lastRuns.remove(watch);
                    fireAfter(run, name, trigger);
                }
            }
        });
    }

    private void fireAfter(JobRun run, String name, JsonNode trigger) {
        try {
            start(name, trigger, Workflows.same(run));
        } catch (AwsError e) {
            LOG.warn("Trigger {} fired after {} and started nothing: {}", name, run.job(), e.getMessage());
        }
    }

    private static boolean watches(JsonNode conditions, JobRun run) {
        for (var condition : conditions) {
            if (condition.path("jobName").asText().equals(run.job())) {
                return true;
            }
        }
        return false;
    }

    private static boolean met(JsonNode conditions, Map<String, JobRun> seen, boolean any) {
        for (var condition : conditions) {
            var run = seen.get(condition.path("jobName").asText());
            boolean holds = run != null
                    && run.state().name().equals(condition.path("state").asText());
            if (holds == any) {
                return any;
            }
        }
        return !any;
    }

    private void start(String name, JsonNode trigger, Map<String, String> workflowRun) {
        for (var action : trigger.path("actions")) {
            var arguments = new LinkedHashMap<String, String>(workflowRun);
            action.path("arguments")
                    .properties()
                    .forEach(argument ->
                            arguments.put(argument.getKey(), argument.getValue().asText()));
            starter.start(action.path("jobName").asText(), arguments, name);
        }
    }

    /** Stops the schedules. */
    @Override
    public void close() {
        schedules.close();
    }
}
