package dev.twospeed.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

class GlueServiceIT {
    private static final Path CLASSPATH =
            Path.of(System.getProperty("twospeed.root"), "local", "glue-runtime", "target", "classpath");

    private static final String SPARK_SCRIPT = """
            import org.apache.spark.sql.SparkSession
            object GlueApp {
              def main(args: Array[String]): Unit = {
                val spark = SparkSession.builder().getOrCreate()
                import spark.implicits._
                args.grouped(2).map(_.mkString("=")).toSeq.toDF("argument").coalesce(1).write.text(args(args.indexOf("--out") + 1))
                spark.stop()
              }
            }
            """;
    private static final String FAILING_SCRIPT = """
            object GlueApp { def main(args: Array[String]): Unit =
              throw new IllegalStateException("The shop is closed", new RuntimeException("the reason")) }
            """;
    private static final String ENDLESS_SCRIPT = """
            object GlueApp { def main(args: Array[String]): Unit = while (true) Thread.sleep(1000) }
            """;

    @TempDir
    static Path folder;

    private static GlueFixture aws;

    @BeforeAll
    static void start() {
        aws = new GlueFixture(folder, CLASSPATH);
        aws.put("scripts/spark.scala", SPARK_SCRIPT);
        aws.put("scripts/failing.scala", FAILING_SCRIPT);
        aws.put("scripts/endless.scala", ENDLESS_SCRIPT);
        aws.put("scripts/broken.scala", "object GlueApp { def main(args: Array[Text]): Unit = () }");
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void shouldGiveSparkGluesArgumentsAndS3_whenRun() throws Exception {
        aws.job("spark", "scripts/spark.scala", Map.of("--out", "s3://lake/default/", "--kept", "yes"));

        var run = run("spark", Map.of("--out", "s3://lake/out/"));

        assertThat(run.jobRunState()).as(run.errorMessage()).isEqualTo(JobRunState.SUCCEEDED);
        var part = aws.s3
                .listObjectsV2(r -> r.bucket(GlueFixture.BUCKET).prefix("out/part-"))
                .contents()
                .get(0);
        var arguments = aws.s3
                .getObjectAsBytes(r -> r.bucket(GlueFixture.BUCKET).key(part.key()))
                .asUtf8String();
        assertThat(arguments.lines())
                .contains(
                        "--out=s3://lake/out/",
                        "--kept=yes",
                        "--JOB_NAME=spark",
                        "--JOB_RUN_ID=" + run.id(),
                        "--class=GlueApp");
        assertThat(folder.resolve("glue/logs").resolve(run.id()).resolve("tmp")).doesNotExist();
    }

    @Test
    void shouldFailWithTheJobsOwnWords_whenTheJobThrows() throws Exception {
        aws.job("failing", "scripts/failing.scala", Map.of());

        var run = run("failing", Map.of());

        assertThat(run.jobRunState()).isEqualTo(JobRunState.FAILED);
        assertThat(run.errorMessage())
                .isEqualTo("Exception in User Class: java.lang.IllegalStateException: The shop is closed");
        var event = Objects.requireNonNull(aws.events.poll(30, TimeUnit.SECONDS));
        while (!event.path("jobRunId").asText().equals(run.id())) {
            event = Objects.requireNonNull(aws.events.poll(30, TimeUnit.SECONDS));
        }
        assertThat(event.path("state").asText()).isEqualTo("FAILED");
        assertThat(event.path("jobName").asText()).isEqualTo("failing");
    }

    @Test
    void shouldFailWithTheCompilersWords_whenTheScriptDoesNotCompile() throws Exception {
        aws.job("broken", "scripts/broken.scala", Map.of());

        var run = run("broken", Map.of());

        assertThat(run.jobRunState()).isEqualTo(JobRunState.FAILED);
        assertThat(run.errorMessage()).startsWith("Compilation failed").contains("not found: type Text");
    }

    @Test
    void shouldFail_whenTheScriptIsNotInS3() throws Exception {
        aws.job("missing", "scripts/missing.scala", Map.of());

        var run = run("missing", Map.of());

        assertThat(run.jobRunState()).isEqualTo(JobRunState.FAILED);
        assertThat(run.errorMessage())
                .contains("Error downloading from S3 for bucket: lake, key: scripts/missing.scala");
    }

    @Test
    void shouldRefuseASecondRunAndStopTheFirst_whenAsked() throws Exception {
        aws.job("endless", "scripts/endless.scala", Map.of());
        var id = aws.glue.startJobRun(r -> r.jobName("endless")).jobRunId();
        await("endless", id, JobRunState.RUNNING);

        assertThatThrownBy(() -> aws.glue.startJobRun(r -> r.jobName("endless")))
                .isInstanceOf(ConcurrentRunsExceededException.class);
        var stop = aws.glue.batchStopJobRun(r -> r.jobName("endless").jobRunIds(id, "jr_unknown"));

        assertThat(stop.successfulSubmissions()).hasSize(1);
        assertThat(stop.errors()).hasSize(1);
        assertThat(await("endless", id, JobRunState.STOPPED).completedOn()).isNotNull();
        assertThat(aws.glue.getJobRuns(r -> r.jobName("endless")).jobRuns())
                .extracting(JobRun::id)
                .containsExactly(id);
    }

    @Test
    void shouldEndAndFailTheRun_whenItWasInFlightAtAKill(@TempDir Path other) throws Exception {
        String id;
        ProcessHandle jvm;
        var killed = new GlueFixture(other, CLASSPATH);
        try {
            killed.put("endless.scala", ENDLESS_SCRIPT);
            killed.job("endless", "endless.scala", Map.of());
            id = killed.glue.startJobRun(r -> r.jobName("endless")).jobRunId();
            var fixture = killed;
            Waiting.until(() -> fixture.glue
                            .getJobRun(r -> r.jobName("endless").runId(id))
                            .jobRun()
                            .jobRunState()
                    == JobRunState.RUNNING);
            // The JVM of a run notices nothing of a kill -9 of its parent: the next embedded AWS finds it running.
            var document = Files.readString(other.resolve("glue/runs/" + id + ".json"));
            jvm = ProcessHandle.of(Long.parseLong(document.replaceAll(".*\"Pid\":(\\d+).*", "$1")))
                    .orElseThrow();
            try (var next = new GlueFixture(other, CLASSPATH)) {
                next.job("endless", "endless.scala", Map.of());
                var run =
                        next.glue.getJobRun(r -> r.jobName("endless").runId(id)).jobRun();
                assertThat(run.jobRunState()).isEqualTo(JobRunState.FAILED);
                assertThat(run.errorMessage()).contains("in flight");
            }
            jvm.onExit().get(30, TimeUnit.SECONDS);
        } finally {
            killed.close();
        }
        assertThat(jvm.isAlive()).isFalse();
    }

    @Test
    void shouldStartTheNextJob_whenATriggerStartedTheFirst() throws Exception {
        var quick = "object GlueApp { def main(args: Array[String]): Unit = () }";
        aws.put("scripts/quick.scala", quick);
        aws.job("first", "scripts/quick.scala", Map.of());
        aws.job("second", "scripts/quick.scala", Map.of());
        aws.service.create(GlueFixture.resource(
                "aws:glue/trigger:Trigger",
                "nightly",
                "{\"name\": \"nightly\", \"type\": \"ON_DEMAND\", \"actions\": [{\"jobName\": \"first\"}]}"));
        aws.service.create(GlueFixture.resource("aws:glue/trigger:Trigger", "after", """
                        {"name": "after", "type": "CONDITIONAL", "enabled": true,
                         "predicate": {"conditions": [{"jobName": "first", "state": "SUCCEEDED"}]},
                         "actions": [{"jobName": "second"}]}
                        """));

        assertThat(run("first", Map.of()).jobRunState()).isEqualTo(JobRunState.SUCCEEDED);
        assertThat(aws.glue.getJobRuns(r -> r.jobName("second")).jobRuns()).isEmpty();
        aws.glue.startTrigger(r -> r.name("nightly"));

        Waiting.until(() -> aws.glue.getJobRuns(r -> r.jobName("second")).jobRuns().stream()
                .anyMatch(run -> run.jobRunState() == JobRunState.SUCCEEDED));
        assertThat(aws.glue.getJobRuns(r -> r.jobName("second")).jobRuns())
                .extracting(JobRun::triggerName)
                .containsExactly("after");
    }

    @Test
    void shouldNotFindTheJob_whenNoStackMadeIt() {
        assertThatThrownBy(() -> aws.glue.startJobRun(r -> r.jobName("nobody's")))
                .isInstanceOf(EntityNotFoundException.class);
    }

    private static JobRun run(String job, Map<String, String> arguments) throws Exception {
        var id = aws.glue.startJobRun(r -> r.jobName(job).arguments(arguments)).jobRunId();
        Waiting.until(
                () -> aws.glue.getJobRun(r -> r.jobName(job).runId(id)).jobRun().completedOn() != null);
        return aws.glue.getJobRun(r -> r.jobName(job).runId(id)).jobRun();
    }

    private static JobRun await(String job, String id, JobRunState state) throws Exception {
        Waiting.until(
                () -> aws.glue.getJobRun(r -> r.jobName(job).runId(id)).jobRun().jobRunState() == state);
        return aws.glue.getJobRun(r -> r.jobName(job).runId(id)).jobRun();
    }
}
