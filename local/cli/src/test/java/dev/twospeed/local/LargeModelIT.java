package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.cli.Reader;
import dev.twospeed.local.resource.Resource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.s3.S3Client;

/** A model that is too large for the loader function, by a limit set to ten items, on the deployed stacks. */
@ExtendWith(DeployedStacks.Extension.class)
class LargeModelIT {
    private static final String FUNCTION = "aws:lambda/function:Function";
    // Versions are compared as text, so a longer one is newer.
    private static final String SUFFIX = "-copied";

    private final DeployedStacks stacks;
    private Resource before;
    private Resource limited;

    LargeModelIT(DeployedStacks stacks) {
        this.stacks = stacks;
    }

    @BeforeEach
    void limitTheFunction() throws Exception {
        before = stacks.resources(FUNCTION).stream()
                .filter(function -> function.outputs().path("name").asText().equals(DeployedStacks.PREFIX + "loader"))
                .findFirst()
                .orElseThrow();
        limited = new Resource(
                before.urn(), before.type(), before.id(), before.inputs().deepCopy(), before.outputs());
        ((ObjectNode) limited.inputs().at("/environment/variables")).put("FUNCTION_ITEMS", "10");
        var unused = stacks.aws().behind(FUNCTION).update(before, limited);
    }

    @AfterEach
    void liftTheLimit() {
        var unused = stacks.aws().behind(FUNCTION).update(limited, before);
    }

    @Test
    void shouldBeLoadedByTheGlueJob_whenItIsPublished() throws Exception {
        var active = stacks.activeModel();
        var version = active + SUFFIX;
        publishCopy(active, version);

        var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!stacks.activeModel().equals(version) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }

        assertThat(stacks.activeModel()).as("see the log of the loading job").isEqualTo(version);
        var run = newestRun();
        assertThat(run.arguments()).containsEntry("--operation", "load").containsEntry("--version", version);
        // It looks for a switch from time to time only.
        while (!stacks.call("inference").contains(version) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        assertThat(stacks.call("inference")).contains(version);
        var again = stacks.call("loader", "{\"operation\": \"activate\", \"version\": \"" + version + "\"}");
        assertThat(again).contains("already-active");
        while (newestRun().jobRunState() == JobRunState.RUNNING && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        assertThat(newestRun().jobRunState()).isEqualTo(JobRunState.SUCCEEDED);
        assertThat(newestRun().id()).isEqualTo(run.id());
        assertThat(Reader.in(stacks.root()).does("./twospeed run load")).contains("-loading: run jr_", "succeeded");
        assertThat(stacks.activeModel()).isEqualTo(version);
    }

    private JobRun newestRun() {
        try (var glue = stacks.clients().glue()) {
            return glue.getJobRuns(r -> r.jobName(DeployedStacks.PREFIX + "loading"))
                    .jobRuns()
                    .get(0);
        }
    }

    /** The manifest last, as the training does. */
    private void publishCopy(String from, String to) throws Exception {
        var bucket = stacks.modelBucket();
        try (var s3 = stacks.clients().s3()) {
            var json = new ObjectMapper();
            var manifest = (ObjectNode) json.readTree(read(s3, bucket, from + "/manifest.json"));
            for (var file : (Iterable<String>) manifest.path("files")::fieldNames) {
                write(s3, bucket, to + "/" + file, read(s3, bucket, from + "/" + file));
            }
            write(s3, bucket, to + "/manifest.json", json.writeValueAsBytes(manifest.put("version", to)));
        }
    }

    private static byte[] read(S3Client s3, String bucket, String name) {
        return s3.getObjectAsBytes(r -> r.bucket(bucket).key("models/" + name)).asByteArray();
    }

    private static void write(S3Client s3, String bucket, String name, byte[] content) {
        var unused = s3.putObject(r -> r.bucket(bucket).key("models/" + name), RequestBody.fromBytes(content));
    }
}
