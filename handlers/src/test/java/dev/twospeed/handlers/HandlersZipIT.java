package dev.twospeed.handlers;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.engines.TestPostgres;
import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.FolderModelStore;
import dev.twospeed.handlers.support.FolderS3;
import dev.twospeed.handlers.support.InvokeOnce;
import dev.twospeed.handlers.support.TestDatabase;
import dev.twospeed.handlers.support.TestModel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged functions in a JVM of their own, with nothing but their zip on the class path and their environment to go by. */
class HandlersZipIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path task;

    @BeforeEach
    void unzip() throws IOException {
        task = folder.resolve("task");
        Path zip = Path.of(System.getProperty("twospeed.root"), "handlers", "target", "handlers.zip");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = task.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
    }

    private JsonNode invoke(String handler, byte[] event, Map<String, String> environment) throws Exception {
        Path answer = Files.createTempFile(folder, "answer", ".json");
        String testClasses = Path.of(InvokeOnce.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                String.join(File.pathSeparator, task.toString(), task.resolve("lib") + "/*", testClasses),
                InvokeOnce.class.getName(),
                handler,
                answer.toString());
        command.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        command.environment().putAll(environment);
        command.redirectErrorStream(true);
        Process process = command.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(event);
        }
        String log;
        try (InputStream stdout = process.getInputStream()) {
            log = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
        }
        System.out.println(log);
        assertThat(process.waitFor()).as(log).isZero();
        return JSON.readTree(Files.readAllBytes(answer));
    }

    private static Map<String, String> environment(TestDatabase database, FolderS3 s3, String user) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("AWS_REGION", TestPostgres.REGION);
        environment.put("AWS_ACCESS_KEY_ID", TestPostgres.ACCESS_KEY_ID);
        environment.put("AWS_SECRET_ACCESS_KEY", TestPostgres.SECRET_ACCESS_KEY);
        environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
        environment.put("DB_ENDPOINT", database.address().host());
        environment.put("DB_PORT", String.valueOf(database.address().port()));
        environment.put("DB_NAME", database.address().name());
        environment.put("DB_USER", user);
        environment.put("ADDITIONAL_CA_PEM", String.valueOf(database.address().additionalCa()));
        environment.put("MODEL_BUCKET", "lake");
        environment.put("MODEL_PREFIX", "models/");
        return environment;
    }

    @Test
    void shouldLoadAndAnswer_whenRunFromTheZip() throws Exception {
        Path models = Files.createDirectories(folder.resolve("s3/lake/models"));
        Fixture fixture = Fixture.in(models);
        TestModel.small(1).publish(new FolderModelStore(models), FIRST);
        try (FolderS3 s3 = new FolderS3(folder.resolve("s3"))) {
            JsonNode loaded = invoke(
                    "dev.twospeed.handlers.load.LoadHandler",
                    """
                    {"source": "aws.s3", "detail-type": "Object Created",
                     "detail": {"bucket": {"name": "lake"}, "object": {"key": "models/%s/manifest.json"}}}""".formatted(FIRST).getBytes(StandardCharsets.UTF_8),
                    environment(fixture.database(), s3, "twospeed_loader"));
            assertThat(loaded.get("status").asText()).isEqualTo("activated");
            JsonNode listed = invoke(
                    "dev.twospeed.handlers.load.LoadHandler",
                    "{\"operation\":\"list\"}".getBytes(StandardCharsets.UTF_8),
                    environment(fixture.database(), s3, "twospeed_loader"));
            assertThat(listed.get("active").asText()).isEqualTo(FIRST);

            JsonNode answer = invoke(
                    "dev.twospeed.handlers.transform.TransformHandler",
                    Events.batch(Events.random(100, 300, 1)),
                    environment(fixture.database(), s3, "twospeed_reader"));

            assertThat(answer.get("records")).hasSize(100);
            JsonNode record = JSON.readTree(Base64.getDecoder()
                    .decode(answer.get("records").get(0).get("data").asText()));
            assertThat(record.get("model_version").asText()).isEqualTo(FIRST);
            assertThat(record.has("degraded")).isFalse();
        }
    }
}
