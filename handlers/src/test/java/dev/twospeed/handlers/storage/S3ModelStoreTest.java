package dev.twospeed.handlers.storage;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static dev.twospeed.handlers.support.Fixture.SECOND;
import static dev.twospeed.handlers.support.Fixture.THIRD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.handlers.support.FolderModelStore;
import dev.twospeed.handlers.support.FolderS3;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.model.ArtifactFiles;
import dev.twospeed.recommender.model.ModelReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3ModelStoreTest {
    @TempDir
    Path folder;

    private FolderS3 s3;
    private S3Client client;
    private S3ModelStore store;
    private Path models;

    @BeforeEach
    void start() throws IOException {
        models = Files.createDirectories(folder.resolve("lake/models"));
        s3 = new FolderS3(folder);
        client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(s3.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
        store = new S3ModelStore(client, "lake", "models/");
    }

    @AfterEach
    void stop() {
        client.close();
        s3.close();
    }

    @Test
    void shouldReadAModel_whenPublished() throws Exception {
        TestModel.small(1).publish(new FolderModelStore(models), FIRST);

        assertThat(ModelReader.open(store.artifact(FIRST)).readServingModel().version())
                .isEqualTo(FIRST);
    }

    @Test
    void shouldNameTheNewestWholeModel_whenOneIsStillBeingWritten() throws Exception {
        assertThat(store.newestVersion()).isEmpty();
        for (String version : new String[] {FIRST, SECOND, THIRD}) {
            TestModel.small(1).publish(new FolderModelStore(models), version);
        }
        Files.delete(models.resolve(THIRD).resolve(ArtifactFiles.MANIFEST));

        assertThat(store.newestVersion()).contains(SECOND);
    }

    @Test
    void shouldRememberTheActiveModel_whenPublished() throws Exception {
        assertThat(store.activeVersion()).isEmpty();

        store.publishActive(FIRST);

        assertThat(store.activeVersion()).contains(FIRST);
        assertThat(models.resolve("active.json")).hasContent("{\"version\":\"" + FIRST + "\"}");
    }

    @Test
    void shouldSayWhichFileIsMissing_whenThereIsNone() {
        assertThatThrownBy(() -> store.artifact(FIRST).open("items.csv"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("s3://lake/models/" + FIRST + "/items.csv");
    }

    @Test
    void shouldReadEachByteOnce_whenTheConnectionBreaksAgainAndAgain() throws Exception {
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        Files.write(Files.createDirectories(models.resolve(FIRST)).resolve("items.csv"), content);
        s3.cutAfter(7_000);

        try (InputStream in = store.artifact(FIRST).open("items.csv")) {
            assertThat(in.readAllBytes()).isEqualTo(content);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldNotJoinTwoObjects_whenTheObjectIsReplacedWhileItIsRead() throws Exception {
        Path file = Files.createDirectories(models.resolve(FIRST)).resolve("items.csv");
        Files.write(file, new byte[100_000]);
        s3.cutAfter(7_000);

        try (InputStream in = store.artifact(FIRST).open("items.csv")) {
            in.readNBytes(7_000);
            Files.writeString(file, "another".repeat(20_000));

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Reading s3://lake/models/" + FIRST + "/items.csv broke off after")
                    .hasMessageContaining("412");
        }
    }

    @Test
    void shouldSayWhatFailed_whenAccessIsDenied() {
        s3.fail(403);

        assertThatThrownBy(() -> store.newestVersion())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://lake/models/");
        assertThatThrownBy(() -> store.activeVersion())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoSuchFileException.class);
    }
}
