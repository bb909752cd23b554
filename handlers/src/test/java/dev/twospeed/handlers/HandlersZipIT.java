package dev.twospeed.handlers;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.twospeed.engines.Engines;
import dev.twospeed.engines.TestPostgres;
import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.FolderModelStore;
import dev.twospeed.handlers.support.FolderS3;
import dev.twospeed.handlers.support.PackagedFunctions;
import dev.twospeed.handlers.support.TestDatabase;
import dev.twospeed.handlers.support.TestModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged functions in a JVM of their own, with nothing but their zip on the class path and their environment to go by. */
class HandlersZipIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private PackagedFunctions functions;

    @BeforeEach
    void unzip() throws IOException {
        functions = PackagedFunctions.of("handlers.zip", folder);
    }

    private JsonNode invoke(String handler, String event, Map<String, String> environment) throws Exception {
        return functions.invoke(handler, event, environment);
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
        environment.put("DB_INSPECTOR_USER", "twospeed_inspector");
        environment.put("ADDITIONAL_CA_PEM", String.valueOf(database.address().additionalCa()));
        // A cold JVM on a busy machine may take long to connect; what a slow database leads to is tested elsewhere.
        environment.put("DATABASE_TIMEOUT_SECONDS", "50");
        environment.put("MODEL_BUCKET", "lake");
        environment.put("MODEL_PREFIX", "models/");
        return environment;
    }

    @Test
    void shouldMigrateLoadAndAnswer_whenRunFromTheZip() throws Exception {
        Path models = Files.createDirectories(folder.resolve("s3/lake/models"));
        TestModel.small(1).publish(new FolderModelStore(models), FIRST);
        try (TestPostgres postgres = Engines.freshPostgres();
                FolderS3 s3 = new FolderS3(folder.resolve("s3"))) {
            TestDatabase database = TestDatabase.on(postgres);
            migrate(database, s3);
            JsonNode loaded = invoke(
                    "dev.twospeed.handlers.load.LoadHandler",
                    """
                    {"source": "aws.s3", "detail-type": "Object Created",
                     "detail": {"bucket": {"name": "lake"}, "object": {"key": "models/%s/manifest.json"}}}""".formatted(FIRST),
                    environment(database, s3, "twospeed_loader"));
            assertThat(loaded.get("status").asText()).isEqualTo("activated");
            JsonNode listed = invoke(
                    "dev.twospeed.handlers.load.LoadHandler",
                    "{\"operation\":\"list\"}",
                    environment(database, s3, "twospeed_loader"));
            assertThat(listed.get("active").asText()).isEqualTo(FIRST);
            assertThat(listed.at("/models/0/metrics")).hasSizeGreaterThan(0);
            JsonNode told = invoke(
                    "dev.twospeed.handlers.load.LoadHandler",
                    "{\"operation\":\"sql\",\"sql\":\"select version from model\"}",
                    environment(database, s3, "twospeed_loader"));
            assertThat(told.at("/rows/0/0").asText()).isEqualTo(FIRST);

            JsonNode answer = invoke(
                    "dev.twospeed.handlers.transform.TransformHandler",
                    new String(Events.batch(Events.random(100, 300, 1)), StandardCharsets.UTF_8),
                    environment(database, s3, "twospeed_reader"));

            assertThat(answer.get("records")).hasSize(100);
            JsonNode record = JSON.readTree(Base64.getDecoder()
                    .decode(answer.get("records").get(0).get("data").asText()));
            assertThat(record.get("model_version").asText()).isEqualTo(FIRST);
            assertThat(record.has("degraded")).isFalse();
            JsonNode health = invoke(
                    "dev.twospeed.handlers.inference.InferenceHandler",
                    """
                    {"version": "2.0", "rawPath": "/health", "requestContext": {"http": {"method": "GET"}}}""",
                    environment(database, s3, "twospeed_reader"));
            assertThat(health.get("statusCode").asInt()).isEqualTo(200);
        }
    }

    private void migrate(TestDatabase database, FolderS3 s3) throws Exception {
        HttpServer secrets = PackagedFunctions.secrets(database.postgres().masterSecret());
        try {
            Map<String, String> environment = environment(database, s3, "nobody");
            environment.put(
                    "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                    "http://127.0.0.1:" + secrets.getAddress().getPort());
            environment.put("DB_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:000000000000:secret:master-a1b2c3");
            environment.put("DB_MIGRATOR_USER", "twospeed_migrator");
            for (int time = 0; time < 2; time++) {
                assertThat(invoke("dev.twospeed.handlers.migrate.MigrateHandler", "{\"sqlHash\":\"00\"}", environment))
                        .isEqualTo(JSON.readTree("{\"status\":\"migrated\"}"));
            }
        } finally {
            secrets.stop(0);
        }
    }

    @Test
    void shouldAnswerWithEmptyLists_whenThereIsNeitherModelNorDatabase() throws Exception {
        Files.createDirectories(folder.resolve("s3/lake/models"));
        try (FolderS3 s3 = new FolderS3(folder.resolve("s3"))) {
            Map<String, String> environment = environment(TestDatabase.empty(), s3, "twospeed_reader");
            // Nobody listens there.
            environment.put("DB_PORT", "1");

            JsonNode answer = invoke(
                    "dev.twospeed.handlers.transform.TransformHandler",
                    new String(Events.batch(Events.random(1, 300, 1)), StandardCharsets.UTF_8),
                    environment);

            JsonNode record = JSON.readTree(Base64.getDecoder()
                    .decode(answer.get("records").get(0).get("data").asText()));
            assertThat(record.get("strategy").asText()).isEqualTo("none");
            assertThat(record.get("degraded").asBoolean()).isTrue();
        }
    }

    @Test
    void shouldHaveClassesAtTheRootAndDependenciesInLib_whenPackaged() throws IOException {
        assertThat(functions.task().resolve("dev/twospeed/handlers/transform/TransformHandler.class"))
                .exists();
        assertThat(functions.task().resolve("META-INF/twospeed/sources.properties"))
                .exists();
        assertThat(functions.libraries())
                .allMatch(name -> name.endsWith(".jar"))
                .anyMatch(name -> name.startsWith("twospeed-sql-"))
                .anyMatch(name -> name.startsWith("twospeed-recommender-"))
                .noneMatch(name -> name.startsWith("twospeed-engines-") || name.contains("junit"))
                // The seeding function's driver would cost each start of the others.
                .noneMatch(name -> name.startsWith("mysql-"));
    }
}
