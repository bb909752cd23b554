package dev.twospeed.handlers.storage;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.support.FolderModelStore;
import dev.twospeed.handlers.support.FolderS3;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.model.ModelReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ModelFilesTest {
    @TempDir
    Path folder;

    private FolderS3 s3;
    private S3ModelFiles files;
    private Path models;

    @BeforeEach
    void start() throws IOException {
        models = Files.createDirectories(folder.resolve("lake/models"));
        s3 = new FolderS3(folder);
        files = S3ModelFiles.of(environment(Map.of("AWS_ENDPOINT_URL_S3", s3.endpoint() + "/")));
    }

    private static Environment environment(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("MODEL_BUCKET", "lake");
        variables.put("MODEL_PREFIX", "models/");
        variables.put("AWS_ACCESS_KEY_ID", "key");
        variables.put("AWS_SECRET_ACCESS_KEY", "secret");
        variables.putIfAbsent("AWS_REGION", "eu-central-1");
        return new Environment(variables);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void shouldReadAModel_whenPublished() throws Exception {
        TestModel.small(1).publish(new FolderModelStore(models), FIRST);

        assertThat(ModelReader.open(files.artifact(FIRST)).readServingModel().version())
                .isEqualTo(FIRST);
    }

    @Test
    void shouldKnowTheActiveModel_whenTheLoaderWroteIt() throws Exception {
        assertThat(files.activeVersion()).isEmpty();

        Files.write(models.resolve("active.json"), ActiveJson.of(FIRST));

        assertThat(files.activeVersion()).contains(FIRST);
    }

    @Test
    void shouldReadAName_whenItHoldsWhatUrlsEscape() throws Exception {
        Files.createDirectories(models.resolve("v 1+ü"));
        Files.writeString(models.resolve("v 1+ü").resolve("a=b&c%.csv"), "content");

        try (InputStream in = files.artifact("v 1+ü").open("a=b&c%.csv")) {
            assertThat(in.readAllBytes()).asString().isEqualTo("content");
        }
    }

    @Test
    void shouldSayWhichFileIsMissing_whenThereIsNone() {
        assertThatThrownBy(() -> files.artifact(FIRST).open("items.csv"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("s3://lake/models/" + FIRST + "/items.csv");
    }

    @Test
    void shouldAskAgain_whenS3AsksToSlowDown() throws Exception {
        Files.write(models.resolve("active.json"), ActiveJson.of(FIRST));
        s3.fail(503, 2);

        assertThat(files.activeVersion()).contains(FIRST);

        s3.fail(503, 3);
        assertThatIOException()
                .isThrownBy(() -> files.activeVersion())
                .withMessageStartingWith("Reading s3://lake/models/active.json failed: S3 answered 503 ")
                .withMessageContaining("SlowDown");
    }

    @Test
    void shouldSayWhatFailedAtOnce_whenAccessIsDenied() {
        s3.fail(403, 1);

        assertThatIOException()
                .isThrownBy(() -> files.activeVersion())
                .isNotInstanceOf(NoSuchFileException.class)
                .withMessageContainingAll("S3 answered 403", "AccessDenied");
    }

    @Test
    void shouldSayWhatFailed_whenNobodyAnswers() {
        s3.close();

        assertThatIOException()
                .isThrownBy(() -> files.activeVersion())
                .withMessage("Reading s3://lake/models/active.json failed.");
    }

    @Test
    void shouldAskTheBucketInItsRegion_whenNoEndpointIsNamed() {
        assertThat(S3Objects.root(environment(Map.of()), "lake"))
                .hasToString("https://lake.s3.eu-central-1.amazonaws.com");
        assertThat(S3Objects.root(environment(Map.of("AWS_REGION", "cn-north-1")), "lake"))
                .hasToString("https://lake.s3.cn-north-1.amazonaws.com.cn");
        assertThat(S3Objects.root(environment(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1")), "lake"))
                .hasToString("http://127.0.0.1:1/lake");
    }
}
