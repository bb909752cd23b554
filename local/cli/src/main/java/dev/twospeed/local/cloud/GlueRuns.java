package dev.twospeed.local.cloud;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

/** Runs a Glue job and waits for its end, through all attempts. */
public final class GlueRuns {
    private static final Set<JobRunState> ENDED = EnumSet.of(
            JobRunState.SUCCEEDED,
            JobRunState.FAILED,
            JobRunState.STOPPED,
            JobRunState.TIMEOUT,
            JobRunState.ERROR,
            JobRunState.EXPIRED);

    private static final int LOOKS_FOR_A_RETRY = 3;

    private final GlueClient glue;
    private final Duration pause;

    /**
     * @param pause time between two looks at the run
     */
    public GlueRuns(GlueClient glue, Duration pause) {
        this.glue = glue;
        this.pause = pause;
    }

    /**
     * Starts a run and waits until it has ended well.
     *
     * @throws IllegalStateException with Glue's message when it ended otherwise
     */
    public JobRun run(String job) throws InterruptedException {
        return run(job, Map.of());
    }

    /** The same with arguments in place of the job's own of these names. */
    public JobRun run(String job, Map<String, String> arguments) throws InterruptedException {
        var id = glue.startJobRun(r -> r.jobName(job).arguments(arguments)).jobRunId();
        while (true) {
            var run = ended(job, id);
            if (run.jobRunState() == JobRunState.SUCCEEDED) {
                return run;
            }
            var retry = run.jobRunState() == JobRunState.FAILED ? retry(job, id) : Optional.<String>empty();
            if (retry.isEmpty()) {
                throw new IllegalStateException("The Glue job " + job + " ended as " + run.jobRunStateAsString()
                        + " (run " + id + "): " + run.errorMessage());
            }
            id = retry.get();
        }
    }

    private JobRun ended(String job, String id) throws InterruptedException {
        while (true) {
            var run = glue.getJobRun(r -> r.jobName(job).runId(id)).jobRun();
            if (ENDED.contains(run.jobRunState())) {
                return run;
            }
            Thread.sleep(pause.toMillis());
        }
    }

    /** The attempt after a failed one, which Glue may need a moment to start. */
    private Optional<String> retry(String job, String failed) throws InterruptedException {
        for (var look = 0; look < LOOKS_FOR_A_RETRY; look++) {
            var retry = glue.getJobRuns(r -> r.jobName(job)).jobRuns().stream()
                    .filter(run -> failed.equals(run.previousRunId()))
                    .findFirst();
            if (retry.isPresent()) {
                return retry.map(JobRun::id);
            }
            Thread.sleep(pause.toMillis());
        }
        return Optional.empty();
    }
}
