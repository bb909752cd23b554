package dev.twospeed.recommender.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelArtifactTest {
    @TempDir
    Path folder;

    private ModelFolder artifact;
    private Manifest written;

    @BeforeEach
    void write() throws IOException {
        artifact = new ModelFolder(folder);
        written = SmallModel.write(artifact);
    }

    @Test
    void shouldReadBackWhatWasWritten() throws IOException {
        ModelReader reader = ModelReader.open(artifact);
        ServingModel expected = SmallModel.serving();

        ServingModel model = reader.readServingModel();

        assertThat(reader.manifest()).isEqualTo(written);
        assertThat(model.products()).isEqualTo(expected.products());
        assertThat(model.factors().values()).isEqualTo(expected.factors().values());
        assertThat(model.indexOf("S07, \"ü\"")).isEqualTo(7);
        assertThat(model.indexOf("unknown")).isEqualTo(-1);
        assertThat(model.foldIn()).usingRecursiveComparison().isEqualTo(expected.foldIn());
        List<String> neighbours = new ArrayList<>();
        model.neighbours().forEach(29, (item, weight) -> neighbours.add(item + " " + weight));
        assertThat(neighbours).containsExactly("0 0.5", "1 0.25");
    }

    @Test
    void shouldStreamTheUsers() throws IOException {
        List<String> customers = new ArrayList<>();
        List<Float> first = new ArrayList<>();

        ModelReader.open(artifact).forEachUser(row -> {
            customers.add(row.customer());
            first.add(row.factors()[0]);
        });

        assertThat(customers).containsExactly("103", "café,\n1");
        assertThat(first).containsExactly(1f, 5f);
    }

    @Test
    void shouldWriteTheSameBytes_whenTheModelIsTheSame() throws IOException {
        Path other = folder.resolve("other");
        SmallModel.write(new ModelFolder(other));

        for (String file : written.files().keySet()) {
            assertThat(other.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
        }
        assertThat(other.resolve(ArtifactFiles.MANIFEST))
                .hasSameBinaryContentAs(folder.resolve(ArtifactFiles.MANIFEST));
    }

    @Test
    void shouldLeaveNoOtherFileBehind() throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "manifest.json",
                            "items.csv",
                            "item_factors.f32",
                            "users.csv",
                            "user_factors.f32",
                            "neighbours.bin",
                            "foldin.json",
                            "foldin.f64");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "items.csv",
                "item_factors.f32",
                "users.csv",
                "user_factors.f32",
                "neighbours.bin",
                "foldin.json",
                "foldin.f64"
            })
    void shouldNameTheFile_whenItIsDamagedCutLongerOrMissing(String name) throws IOException {
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        byte[] flipped = whole.clone();
        // The lowest bit of the last number, or the last character before the line feed: still readable, not the same.
        flipped[flipped.length - (name.contains(".f") ? 8 : 4)] ^= 1;
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        byte[] longer = Arrays.copyOf(whole, whole.length + 4);

        for (byte[] damaged : List.of(flipped, cut, longer, new byte[0])) {
            Files.write(file, damaged);
            assertThatThrownBy(this::readAll)
                    .isInstanceOf(InvalidModel.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("publish the model again");
        }
        Files.delete(file);
        assertThatThrownBy(this::readAll)
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining(name)
                .hasMessageContaining("is missing");
    }

    @Test
    void shouldRefuseNumbersThatAreNone() throws IOException {
        Path file = folder.resolve(ArtifactFiles.USER_FACTORS);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(8, Float.NaN);
        Files.write(file, bytes);

        assertThatThrownBy(this::readAll)
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining("user_factors.f32")
                .hasMessageContaining("NaN");
    }

    @Test
    void shouldSayThatItWasNotPublished_whenThereIsNoManifest() throws IOException {
        Files.delete(folder.resolve(ArtifactFiles.MANIFEST));

        assertThatThrownBy(() -> ModelReader.open(artifact))
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining("not published completely");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"schema_version\" : 2", "\"schema_version\" : \"1\"", "\"schema\" : 1"})
    void shouldRefuseFormatsItDoesNotKnow(String version) throws IOException {
        Path manifest = folder.resolve(ArtifactFiles.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replace("\"schema_version\" : 1", version));

        assertThatThrownBy(() -> ModelReader.open(artifact))
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining("schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"rank\": 4000000000}", "{\"files\": 7}", "{\"metrics\": {\"a\": \"b\"}}"})
    void shouldRefuseManifestsThatAreNone(String content) throws IOException {
        Files.writeString(folder.resolve(ArtifactFiles.MANIFEST), content);

        assertThatThrownBy(() -> ModelReader.open(artifact))
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining("manifest.json");
    }

    @Test
    void shouldIgnoreManifestFieldsOfLaterReleases() throws IOException {
        Path manifest = folder.resolve(ArtifactFiles.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("\\{", "{\"later\" : {\"a\" : [1, {}]},"));

        assertThat(ModelReader.open(artifact).manifest()).isEqualTo(written);
    }

    @Test
    void shouldNotPublishHalfAModel() {
        ModelWriter writer = new ModelWriter(artifact, 4);

        assertThatThrownBy(() -> writer.publish("v", "s", Map.of(), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("write items, users and fold-in first");
    }

    private void readAll() throws IOException {
        ModelReader reader = ModelReader.open(artifact);
        reader.readServingModel();
        reader.forEachUser(row -> {});
    }
}
