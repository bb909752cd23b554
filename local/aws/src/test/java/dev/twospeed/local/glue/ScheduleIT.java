package dev.twospeed.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.local.resource.AwsError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.glue.model.WorkflowRunStatus;

/** What starts by itself, and what is tried again, with real runs and a clock that is moved. */
class ScheduleIT {
    private static final Path CLASSPATH =
            Path.of(System.getProperty("twospeed.root"), "local", "glue-runtime", "target", "classpath");
    private static final String QUICK = "object GlueApp { def main(args: Array[String]): Unit = () }";
    private static final String FAILING = """
            object GlueApp { def main(args: Array[String]): Unit = throw new IllegalStateException("no luck") }
            """;
    // Fails as long as nobody has seen it fail.
    private static final String FLAKY = """
            object GlueApp { def main(args: Array[String]): Unit = {
              val seen = java.nio.file.Paths.get(args(args.indexOf("--seen") + 1))
              if (!java.nio.file.Files.exists(seen)) {
                java.nio.file.Files.createFile(seen)
                throw new IllegalStateException("no luck")
              }
            } }
            """;
    private static final String ENDLESS = """
            object GlueApp { def main(args: Array[String]): Unit = while (true) Thread.sleep(1000) }
            """;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock("2026-02-28T01:59:30Z");
    private GlueFixture aws;

    @BeforeEach
    void start() {
        aws = new GlueFixture(folder, CLASSPATH, clock);
        aws.put("quick.scala", QUICK);
        aws.put("failing.scala", FAILING);
        aws.put("flaky.scala", FLAKY);
        aws.put("endless.scala", ENDLESS);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void shouldStartTheJobAtEachTimeOfItsSchedule_unlessTheTriggerIsOff() throws Exception {
        aws.job("nightly", "quick.scala", Map.of());
        aws.job("off", "quick.scala", Map.of());
        aws.trigger("off", scheduled("off", "cron(0 2 * * ? *)", false));
        aws.trigger("nightly", scheduled("nightly", "cron(0 2 * * ? *)", true));

        clock.move(Duration.ofSeconds(30));
        Waiting.until(() -> succeeded("nightly") == 1);
        clock.move(Duration.ofHours(23));
        aws.glue.startJobRun(r -> r.jobName("off"));
        Waiting.until(() -> succeeded("off") == 1);
        assertThat(runs("nightly")).as("at 01:00 it is not due").hasSize(1);
        clock.move(Duration.ofHours(1));
        Waiting.until(() -> succeeded("nightly") == 2);

        assertThat(runs("nightly"))
                .allSatisfy(run -> assertThat(run.triggerName()).isEqualTo("nightly"));
        assertThat(runs("off")).hasSize(1);
    }

    @Test
    void shouldStartOnce_whenSeveralTimesWereMissed() throws Exception {
        aws.job("nightly", "quick.scala", Map.of());
        aws.trigger("nightly", scheduled("nightly", "cron(0 2 * * ? *)", true));

        clock.move(Duration.ofDays(3));
        Waiting.until(() -> succeeded("nightly") == 1);
        clock.move(Duration.ofDays(1));
        Waiting.until(() -> succeeded("nightly") == 2);
    }

    @Test
    void shouldRunTheWorkflow_whenItsStartTriggerIsDueOrSomebodyStartsIt() throws Exception {
        aws.job("etl", "flaky.scala", Map.of("--seen", folder.resolve("seen").toString()), 1);
        aws.job("training", "quick.scala", Map.of());
        aws.service.create(GlueFixture.resource(
                "aws:glue/workflow:Workflow", "batch", "{\"name\": \"batch\", \"maxConcurrentRuns\": 1}"));
        aws.trigger("start", """
                {"name": "start", "type": "SCHEDULED", "schedule": "cron(0 2 * * ? *)", "workflowName": "batch",
                 "actions": [{"jobName": "etl"}]}""");
        aws.trigger("after", """
                {"name": "after", "type": "CONDITIONAL", "workflowName": "batch",
                 "predicate": {"conditions": [{"jobName": "etl", "state": "SUCCEEDED"}]},
                 "actions": [{"jobName": "training"}]}""");

        // when it is due, then the ETL fails, is tried again, and its success sets off the training
        clock.move(Duration.ofSeconds(30));
        Waiting.until(() -> succeeded("training") == 1);
        var night = workflowRun(runs("training").get(0));
        assertThat(runs("etl"))
                .hasSize(2)
                .allSatisfy(run -> assertThat(workflowRun(run)).isEqualTo(night));

        // when somebody starts it, then it is another run of the workflow, and a second at a time is refused
        aws.job("etl", "endless.scala", Map.of());
        var id = aws.glue.startWorkflowRun(r -> r.name("batch")).runId();
        assertThat(id).startsWith("wr_").isNotEqualTo(night);
        assertThatThrownBy(() -> aws.glue.startWorkflowRun(r -> r.name("batch")))
                .isInstanceOf(ConcurrentRunsExceededException.class);
        assertThat(status(id)).isEqualTo(WorkflowRunStatus.RUNNING);
        var endless = runs("etl").get(0);
        aws.glue.batchStopJobRun(r -> r.jobName("etl").jobRunIds(endless.id()));
        Waiting.until(() -> status(id) == WorkflowRunStatus.COMPLETED);
        assertThat(runs("training")).hasSize(1);
        assertThatThrownBy(() -> aws.glue.startWorkflowRun(r -> r.name("nobody's")))
                .isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void shouldTryAgainUnderItsOwnId_whenARunFails() throws Exception {
        aws.job("flaky", "flaky.scala", Map.of("--seen", folder.resolve("seen").toString()), 2);

        var id = aws.glue
                .startJobRun(r -> r.jobName("flaky").arguments(Map.of("--kept", "yes")))
                .jobRunId();
        Waiting.until(() -> succeeded("flaky") == 1);

        assertThat(runs("flaky")).extracting(JobRun::id).containsExactly(id + "_attempt_1", id);
        var first = runs("flaky").get(1);
        var second = runs("flaky").get(0);
        assertThat(first.jobRunState()).isEqualTo(JobRunState.FAILED);
        assertThat(first.errorMessage()).contains("no luck");
        assertThat(first.attempt()).isZero();
        assertThat(first.previousRunId()).isNull();
        assertThat(second.attempt()).isEqualTo(1);
        assertThat(second.previousRunId()).isEqualTo(id);
        assertThat(second.arguments()).containsEntry("--kept", "yes");
        var event = Objects.requireNonNull(aws.events.poll(30, TimeUnit.SECONDS));
        assertThat(event.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(event.path("jobRunId").asText()).isEqualTo(id + "_attempt_1");
        assertThat(aws.events).isEmpty();
    }

    @Test
    void shouldTellOnlyOfTheLastFailure_whenAllAttemptsFail() throws Exception {
        aws.job("failing", "failing.scala", Map.of(), 2);

        var id = aws.glue.startJobRun(r -> r.jobName("failing")).jobRunId();

        var event = Objects.requireNonNull(aws.events.poll(2, TimeUnit.MINUTES));
        assertThat(event.path("state").asText()).isEqualTo("FAILED");
        assertThat(event.path("jobRunId").asText()).isEqualTo(id + "_attempt_2");
        assertThat(aws.events).isEmpty();
        assertThat(runs("failing"))
                .hasSize(3)
                .allSatisfy(run -> assertThat(run.jobRunState()).isEqualTo(JobRunState.FAILED));
    }

    @Test
    void shouldNotTryAgain_whenARunWasStopped() throws Exception {
        aws.job("endless", "endless.scala", Map.of(), 1);
        var id = aws.glue.startJobRun(r -> r.jobName("endless")).jobRunId();
        Waiting.until(() -> runs("endless").get(0).jobRunState() == JobRunState.RUNNING);

        aws.glue.batchStopJobRun(r -> r.jobName("endless").jobRunIds(id));

        var event = Objects.requireNonNull(aws.events.poll(30, TimeUnit.SECONDS));
        assertThat(event.path("state").asText()).isEqualTo("STOPPED");
        assertThat(runs("endless")).hasSize(1);
    }

    @Test
    void shouldRefuseTheTrigger_whenGlueDoesNotTakeItsSchedule() {
        for (var schedule : List.of("rate(1 day)", "cron(0 2 * * *)", "cron(61 2 * * ? *)", "")) {
            assertThatThrownBy(() -> aws.trigger("bad", scheduled("nightly", schedule, true)))
                    .as(schedule)
                    .isInstanceOfSatisfying(
                            AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidInputException"));
        }
    }

    private static String scheduled(String job, String schedule, boolean enabled) {
        return """
                {"name": "%s", "type": "SCHEDULED", "schedule": "%s", "enabled": %s, "actions": [{"jobName": "%s"}]}""".formatted(job, schedule, enabled, job);
    }

    private List<JobRun> runs(String job) {
        return aws.glue.getJobRuns(r -> r.jobName(job)).jobRuns();
    }

    private long succeeded(String job) {
        return runs(job).stream()
                .filter(run -> run.jobRunState() == JobRunState.SUCCEEDED)
                .count();
    }

    private WorkflowRunStatus status(String id) {
        return aws.glue.getWorkflowRun(r -> r.name("batch").runId(id)).run().status();
    }

    private static String workflowRun(JobRun run) {
        return run.arguments().get("--WORKFLOW_RUN_ID");
    }
}
