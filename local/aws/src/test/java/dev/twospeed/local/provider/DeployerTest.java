package dev.twospeed.local.provider;

import static dev.twospeed.local.provider.EngineStub.json;
import static dev.twospeed.local.provider.EngineStub.refusal;
import static dev.twospeed.local.provider.EngineStub.urn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Refusal;
import dev.twospeed.local.resource.Resource;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployerTest {
    private static final String STREAM = "aws:kinesis/stream:Stream";
    private static final String ALARMS = urn(STREAM, "alarms");

    @TempDir
    Path state;

    private final Recorder recorder = new Recorder();

    @Test
    void shouldLayOverWhatTheDataPlaneKnows() {
        try (var engine = EngineStub.configured(state, recorder)) {
            var stream = engine.create(ALARMS, "{'name': 's', 'shardCount': 1}");

            assertThat(stream.outputs().path("port").asInt()).isEqualTo(7);
            assertThat(engine.update(stream, "{'name': 's', 'shardCount': 2}", false)
                            .path("port")
                            .asInt())
                    .isEqualTo(8);
            engine.delete(stream);
        }
        assertThat(recorder.calls).containsExactly("create s", "update s", "delete s");
    }

    @Test
    void shouldNotTouchTheDataPlane_whenPreviewed() {
        try (var engine = EngineStub.configured(state, recorder)) {
            engine.previewCreate(ALARMS, "{'name': 's'}");
        }
        assertThat(recorder.calls).isEmpty();
    }

    @Test
    void shouldResumeOldestFirst_whenStartedAgain() {
        try (var engine = EngineStub.configured(state, recorder)) {
            engine.create(urn(STREAM, "b"), "{'name': 'z'}");
            engine.create(urn(STREAM, "a"), "{'name': 'a'}");
        }
        recorder.calls.clear();

        EngineStub.configured(state, recorder).close();

        assertThat(recorder.calls).containsExactly("resume z", "resume a");
    }

    @Test
    void shouldLeaveNothing_whenTheDataPlaneRefuses() {
        recorder.refusal = new AwsError(400, "LimitExceededException", "Too many shards.");
        try (var engine = EngineStub.configured(state, recorder)) {
            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> engine.create(ALARMS, "{'name': 's'}"))
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo("LimitExceededException: Too many shards."));
        }
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void shouldKeepTheResource_whenItsDeletionIsRefused() {
        try (var engine = EngineStub.configured(state, recorder)) {
            var stream = engine.create(ALARMS, "{'name': 's'}");
            recorder.refusal = new AwsError(409, "BucketNotEmpty", "It is not empty.");

            assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> engine.delete(stream));
            assertThat(engine.read(stream.urn(), stream.id()).getId()).isEqualTo(stream.id());
        }
    }

    /** The engine was killed between the creation and writing it down: the next up must not make a second one. */
    @Test
    void shouldTakeOver_whenTheEngineNeverHeardOfTheCreation() {
        try (var engine = EngineStub.configured(state, recorder)) {
            var lost = engine.create(ALARMS, "{'shardCount': 1}");

            var found = engine.create(ALARMS, "{'shardCount': 1}");

            assertThat(found.id()).isEqualTo(lost.id());
            assertThat(found.outputs()).isEqualTo(lost.outputs());
        }
        assertThat(state.toFile().list()).hasSize(1);
    }

    @Test
    void shouldMakeASecondOne_whenTheEngineReplacesWhatItKnows() {
        try (var engine = EngineStub.configured(state, recorder)) {
            var first = engine.create(ALARMS, "{'shardCount': 1}");
            engine.diff(first, "{'shardCount': 1}");

            var second = engine.create(ALARMS, "{'shardCount': 1}");

            assertThat(second.id()).isNotEqualTo(first.id());
            engine.delete(first);
            assertThat(engine.read(second.urn(), second.id()).getId()).isEqualTo(second.id());
        }
    }

    /** Killed while the data plane worked: what it left behind is created again, under the same id. */
    @Test
    void shouldCreateAgain_whenACreationWasKilledHalfway() throws IOException {
        String lost;
        try (var engine = EngineStub.configured(state, recorder)) {
            lost = engine.create(ALARMS, "{'shardCount': 1}").id();
        }
        var file = onlyFile();
        Files.writeString(file, Files.readString(file).replace("\"created\" : true", "\"created\" : false"));
        recorder.calls.clear();

        try (var engine = EngineStub.configured(state, recorder)) {
            assertThat(engine.read(ALARMS, lost).getId()).isEmpty();
            assertThat(engine.create(ALARMS, "{'shardCount': 1}").id()).isEqualTo(lost);
        }

        assertThat(recorder.calls).hasSize(1).allMatch(call -> call.startsWith("create alarms-"));
    }

    /** A folder in the place of the file makes the write fail as a full disk would: between the two records. */
    @Test
    void shouldLoseNothing_whenTheDiskRefusesTheState() throws IOException {
        try (var engine = EngineStub.configured(state, recorder)) {
            var stream = engine.create(ALARMS, "{'name': 's', 'shardCount': 1}");
            var obstacle =
                    Files.createDirectory(onlyFile().resolveSibling(onlyFile().getFileName() + ".tmp"));

            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> engine.update(stream, "{'name': 's', 'shardCount': 2}", false))
                    .satisfies(
                            e -> assertThat(refusal(e)).contains("The state of " + ALARMS + " could not be written"));
            Files.delete(obstacle);

            assertThat(engine.update(stream, "{'name': 's', 'shardCount': 2}", false)
                            .path("shardCount")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldAskForSpace_whenTheDiskIsFull() {
        var full = new java.io.UncheckedIOException(
                "The state could not be written", new IOException("No space left on device"));

        assertThat(Answers.sentence(full))
                .isEqualTo("The state could not be written: No space left on device."
                        + " Free some space and run the same command again.");
    }

    @Test
    void shouldAskForARefresh_whenTheResourceIsGone() {
        try (var engine = EngineStub.configured(state, recorder)) {
            var stream = engine.create(ALARMS, "{'name': 's', 'shardCount': 1}");
            engine.delete(stream);

            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> engine.update(stream, "{'name': 's', 'shardCount': 2}", false))
                    .satisfies(e -> assertThat(refusal(e)).contains("pulumi refresh", ALARMS));
        }
    }

    @Test
    void shouldKnowAResourceByItsId_whenTheProgramHasRenamedItsComponent() {
        var urn = urn("twospeed:shop:Rack$" + STREAM, "alarms");
        EngineStub.Made renamed;
        try (var engine = EngineStub.configured(state, recorder)) {
            var stream = engine.create(ALARMS, "{'name': 's', 'shardCount': 1}");
            engine.create(urn(STREAM, "other"), "{'name': 'o'}");

            renamed = new EngineStub.Made(urn, stream.id(), stream.inputs(), stream.outputs());
            assertThat(engine.read(urn, stream.id()).getId()).isEqualTo(stream.id());
            engine.update(renamed, "{'name': 's', 'shardCount': 2}", false);
            assertThat(engine.read(urn, stream.id()).getId()).isEqualTo(stream.id());
        }
        recorder.calls.clear();
        try (var engine = EngineStub.configured(state, recorder)) {
            assertThat(recorder.calls).as("once each").containsExactly("resume s", "resume o");
            engine.delete(renamed);
        }
        assertThat(recorder.calls).endsWith("delete s");
        assertThat(state.toFile().list()).hasSize(1);
    }

    @Test
    void shouldNameTheFile_whenTheStateIsDamaged() throws IOException {
        try (var engine = EngineStub.configured(state, recorder)) {
            engine.create(ALARMS, "{'name': 's'}");
        }
        Files.writeString(onlyFile(), "{\"urn\": ");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> EngineStub.attached(state, recorder).close())
                .withMessageContaining(onlyFile().toString())
                .withMessageContaining("is damaged");
    }

    @Test
    void shouldForgetHalfWrittenFiles_whenStartedAgain() throws IOException {
        Files.writeString(state.resolve("kinesis-stream-00.json.tmp"), "{\"urn\"");

        EngineStub.attached(state, recorder).close();

        assertThat(state).isEmptyDirectory();
    }

    private Path onlyFile() throws IOException {
        try (var files = Files.list(state)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    /** A data plane that notes what it was asked. */
    private static final class Recorder implements DataPlane {
        final List<String> calls = new ArrayList<>();

        @Nullable
        AwsError refusal;

        @Override
        public Set<String> types() {
            return Set.of(STREAM);
        }

        @Override
        public ObjectNode create(Resource resource) {
            note("create", resource);
            return json("{'port': 7}");
        }

        @Override
        public ObjectNode update(Resource before, Resource after) {
            if (!before.inputs().equals(after.inputs())) {
                note("update", after);
            }
            return json("{'port': " + (before.inputs().equals(after.inputs()) ? 7 : 8) + "}");
        }

        @Override
        public void delete(Resource resource) {
            note("delete", resource);
        }

        @Override
        public void resume(Resource resource) {
            note("resume", resource);
        }

        private void note(String call, Resource resource) {
            if (refusal != null) {
                throw refusal;
            }
            calls.add(call + " " + resource.inputs().path("name").asText());
        }
    }
}
