package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What starts jobs by itself: the end of other jobs.
 *
 * <p>As in Glue a conditional trigger watches only runs that a trigger started, not those that somebody started by hand
 * (<a href="https://docs.aws.amazon.com/glue/latest/dg/about-triggers.html">about triggers</a>). Schedules do not run: a
 * laptop is no place for a nightly job.
 */
final class Triggers {
    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

    private final Map<String, JsonNode> triggers = new ConcurrentHashMap<>();
    private final Map<String, Map<String, JobRun>> lastRuns = new ConcurrentHashMap<>();

    /** Starts a job. */
    interface Starter {
        void start(String job, Map<String, String> arguments, String trigger);
    }

    void put(Resource resource) {
        triggers.put(Catalog.nameOf(resource), resource.inputs());
    }

    void remove(Resource resource) {
        triggers.remove(Catalog.nameOf(resource));
        lastRuns.remove(Catalog.nameOf(resource));
    }

    /**
     * Fires a trigger on demand, whatever its type.
     *
     * @throws AwsError EntityNotFoundException
     */
    void fire(String name, Starter starter) {
        var trigger = Optional.ofNullable(triggers.get(name))
                .orElseThrow(() -> new AwsError(400, "EntityNotFoundException", "Trigger " + name + " not found."));
        start(name, trigger, starter);
    }

    /** Looks whom the end of a run sets off. */
    synchronized void ended(JobRun run, Starter starter) {
        if (run.trigger().isEmpty()) {
            return;
        }
        triggers.forEach((name, trigger) -> {
            var conditions = trigger.path("predicate").path("conditions");
            if (trigger.path("type").asText().equals("CONDITIONAL")
                    && trigger.path("enabled").asBoolean(true)
                    && watches(conditions, run)) {
                var seen = lastRuns.computeIfAbsent(name, n -> new ConcurrentHashMap<>());
                seen.put(run.job(), run);
                boolean any =
                        trigger.path("predicate").path("logical").asText("AND").equals("ANY");
                if (met(conditions, seen, any)) {
                    lastRuns.remove(name);
                    fireAfter(run, name, trigger, starter);
                }
            }
        });
    }

    private static void fireAfter(JobRun run, String name, JsonNode trigger, Starter starter) {
        try {
            start(name, trigger, starter);
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

    private static void start(String name, JsonNode trigger, Starter starter) {
        for (var action : trigger.path("actions")) {
            var arguments = new LinkedHashMap<String, String>();
            action.path("arguments")
                    .properties()
                    .forEach(argument ->
                            arguments.put(argument.getKey(), argument.getValue().asText()));
            starter.start(action.path("jobName").asText(), arguments, name);
        }
    }
}
