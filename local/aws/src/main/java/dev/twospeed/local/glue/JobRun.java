package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of a job, at one moment.
 *
 * @param arguments the run's own
 * @param trigger what started it, empty when somebody did
 * @param attempt 0 for the first, 1 for the first retry
 * @param previous the id of the attempt before, empty for the first
 * @param error why it ended badly, empty while it has not
 * @param pid of its JVM, 0 when there is none
 */
record JobRun(
        String job,
        String id,
        State state,
        Map<String, String> arguments,
        String trigger,
        int attempt,
        String previous,
        Instant started,
        Instant modified,
        String error,
        long pid) {
    /** Glue's own names. */
    enum State {
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED,
        SUCCEEDED,
        FAILED,
        TIMEOUT;

        boolean ended() {
            return this == STOPPED || this == SUCCEEDED || this == FAILED || this == TIMEOUT;
        }
    }

    /** A first attempt. */
    static JobRun first(String job, String id, Map<String, String> arguments, String trigger, Instant now) {
        return new JobRun(job, id, State.STARTING, Map.copyOf(arguments), trigger, 0, "", now, now, "", 0);
    }

    /** The attempt after this one. */
    JobRun again(Instant now) {
        var next = RunIds.attempt(id, attempt + 1);
        return new JobRun(job, next, State.STARTING, arguments, trigger, attempt + 1, id, now, now, "", 0);
    }

    JobRun running(long ofProcess) {
        return new JobRun(
                job,
                id,
                State.RUNNING,
                arguments,
                trigger,
                attempt,
                previous,
                started,
                Instant.now(),
                error,
                ofProcess);
    }

    JobRun in(State next, String because) {
        return new JobRun(job, id, next, arguments, trigger, attempt, previous, started, Instant.now(), because, pid);
    }

    /** As it is kept on disk, times in milliseconds. */
    ObjectNode toDocument() {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("JobName", job).put("Id", id).put("JobRunState", state.name());
        var own = document.putObject("Arguments");
        arguments.forEach(own::put);
        document.put("TriggerName", trigger).put("Attempt", attempt).put("PreviousRunId", previous);
        document.put("StartedOn", started.toEpochMilli()).put("LastModifiedOn", modified.toEpochMilli());
        return document.put("ErrorMessage", error).put("Pid", pid);
    }

    static JobRun of(ObjectNode document) {
        var own = new LinkedHashMap<String, String>();
        document.path("Arguments")
                .properties()
                .forEach(argument ->
                        own.put(argument.getKey(), argument.getValue().asText()));
        return new JobRun(
                document.path("JobName").asText(),
                document.path("Id").asText(),
                State.valueOf(document.path("JobRunState").asText()),
                own,
                document.path("TriggerName").asText(),
                document.path("Attempt").asInt(),
                document.path("PreviousRunId").asText(),
                Instant.ofEpochMilli(document.path("StartedOn").asLong()),
                Instant.ofEpochMilli(document.path("LastModifiedOn").asLong()),
                document.path("ErrorMessage").asText(),
                document.path("Pid").asLong());
    }

    /** As GetJobRun answers. */
    ObjectNode toShape(JobSpec spec) {
        var shape = toDocument();
        shape.remove("Pid");
        for (var mayBeEmpty : List.of("TriggerName", "PreviousRunId", "ErrorMessage")) {
            if (shape.path(mayBeEmpty).asText().isEmpty()) {
                shape.remove(mayBeEmpty);
            }
        }
        shape.putPOJO("StartedOn", started).putPOJO("LastModifiedOn", modified);
        var until = state.ended() ? modified : Instant.now();
        if (state.ended()) {
            shape.putPOJO("CompletedOn", modified);
        }
        shape.put("ExecutionTime", Duration.between(started, until).toSeconds());
        shape.put("Timeout", spec.timeout().toMinutes());
        shape.put("WorkerType", spec.workerType());
        shape.put("NumberOfWorkers", spec.workers());
        shape.put("GlueVersion", spec.glueVersion());
        shape.put("LogGroupName", "/aws-glue/jobs");
        shape.putArray("PredecessorRuns");
        return shape;
    }
}
