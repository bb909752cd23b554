package dev.twospeed.handlers.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.twospeed.handlers.load.LoadingJob.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

/** Against a server that answers as Glue's API does. */
class GlueLoadingJobTest {
    private final List<JsonNode> asked = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "{\"JobRunId\": \"jr_1\"}";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private GlueLoadingJob job() {
        return new GlueLoadingJob(
                "loading",
                () -> GlueClient.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(URI.create(
                                "http://127.0.0.1:" + server.getAddress().getPort()))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build());
    }

    @Test
    void shouldStartARunForTheModel() throws Exception {
        assertThat(job().start(Operation.ACTIVATE, "v1")).isTrue();

        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.path("JobName").asText()).isEqualTo("loading");
            assertThat(request.at("/Arguments/--operation").asText()).isEqualTo("activate");
            assertThat(request.at("/Arguments/--version").asText()).isEqualTo("v1");
        });
    }

    @Test
    void shouldStartNothing_whileARunGoesOn() throws Exception {
        status = 400;
        answer = "{\"__type\": \"ConcurrentRunsExceededException\", \"Message\": \"Concurrent runs exceeded\"}";

        assertThat(job().start(Operation.LOAD, "v1")).isFalse();
    }

    @Test
    void shouldNameJobAndModel_whenItCannotBeStarted() {
        status = 400;
        answer = "{\"__type\": \"EntityNotFoundException\", \"Message\": \"no such job\"}";

        assertThatThrownBy(() -> job().start(Operation.LOAD, "v1"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Starting the Glue job loading for model v1 failed: no such job");
    }
}
