package dev.twospeed.handlers.freshness;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static dev.twospeed.handlers.support.Fixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.twospeed.handlers.environment.WrittenLine;
import dev.twospeed.handlers.support.FolderModelStore;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.model.ArtifactFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

class FreshnessTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path models;

    @Test
    void shouldSayNothing_whenNothingHasRunYet() throws IOException {
        JsonNode line = measure(Optional.empty());

        assertThat(line.has("snapshotAgeHours")).isFalse();
        assertThat(line.has("modelAgeHours")).isFalse();
        assertThat(line.has("_aws")).isFalse();
    }

    @Test
    void shouldSayTheAgesAsMetrics_whenThereAreSnapshotAndModel() throws Exception {
        publish(FIRST, NOW.minusSeconds(40 * 3600));
        publish(SECOND, NOW.minusSeconds(3 * 3600));

        JsonNode line = measure(Optional.of(NOW.minusSeconds(5400)));

        assertThat(line.get("snapshotAgeHours").asDouble()).isEqualTo(1.5);
        assertThat(line.get("modelAgeHours").asDouble()).isEqualTo(3);
        assertThat(line.get("model").asText()).isEqualTo(SECOND);
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics/1/Name").asText()).isEqualTo("modelAgeHours");
    }

    @Test
    void shouldSayOnlyTheSnapshotsAge_whenNoModelWasPublished() throws Exception {
        publish(FIRST, NOW);
        Files.delete(models.resolve(FIRST).resolve(ArtifactFiles.MANIFEST));

        JsonNode line = measure(Optional.of(NOW.plusSeconds(2)));

        assertThat(line.get("snapshotAgeHours").asDouble()).isZero();
        assertThat(line.has("modelAgeHours")).isFalse();
    }

    @Test
    void shouldTakeTheNewestPartition_whenTheCatalogueAnswersInPages() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String answer = asked.contains("\"NextToken\":\"more\"")
                    ? "{\"Partitions\":[{\"Values\":[\"b\"],\"CreationTime\":1772449200}]}"
                    : "{\"Partitions\":[{\"Values\":[\"a\"],\"CreationTime\":1772362800}],\"NextToken\":\"more\"}";
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try (GlueClient glue = GlueClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build()) {
            assertThat(new GlueSnapshots(glue, "shop", "ratings").newestRegistered())
                    .contains(Instant.ofEpochSecond(1772449200));
        } finally {
            server.stop(0);
        }
    }

    private void publish(String version, Instant at) throws Exception {
        TestModel.small(1).publish(new FolderModelStore(models), version);
        Files.setLastModifiedTime(models.resolve(version).resolve(ArtifactFiles.MANIFEST), FileTime.from(at));
    }

    private JsonNode measure(Optional<Instant> registered) throws IOException {
        Freshness freshness =
                new Freshness(() -> registered, new FolderModelStore(models), Clock.fixed(NOW, ZoneOffset.UTC));
        return new ObjectMapper().readTree(WrittenLine.of(freshness.measure(), "freshness"));
    }
}
