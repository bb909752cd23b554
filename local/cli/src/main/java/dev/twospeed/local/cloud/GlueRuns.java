package dev.twospeed.local.cloud;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

/** Runs a Glue job and waits for its end. */
public final class GlueRuns {
    private static final Set<JobRunState> ENDED = EnumSet.of(
            JobRunState.SUCCEEDED,
            JobRunState.FAILED,
            JobRunState.STOPPED,
            JobRunState.TIMEOUT,
            JobRunState.ERROR,
            JobRunState.EXPIRED);

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
        var id = glue.startJobRun(r -> r.jobName(job)).jobRunId();
        while (true) {
            var run = glue.getJobRun(r -> r.jobName(job).runId(id)).jobRun();
            if (run.jobRunState() == JobRunState.SUCCEEDED) {
                return run;
            }
            if (ENDED.contains(run.jobRunState())) {
                throw new IllegalStateException("The Glue job " + job + " ended as " + run.jobRunStateAsString()
                        + " (run " + id + "): " + run.errorMessage());
            }
            Thread.sleep(pause.toMillis());
        }
    }
}
