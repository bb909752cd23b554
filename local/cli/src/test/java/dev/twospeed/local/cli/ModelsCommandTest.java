package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.twospeed.local.cloud.Loader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The loader's operations over Lambda's API, with a server that answers as docs/functions.md says. */
class ModelsCommandTest {
    private static final String MODELS = "{\"active\":\"v1\",\"models\":["
            + "{\"version\":\"v2\",\"rank\":16,\"items\":110,\"users\":98,\"loaded_at\":\"2026-11-02T00:00:00Z\","
            + "\"metrics\":{\"model_ndcg_at_10\":0.31416,\"popularity_ndcg_at_10\":0.1}},"
            + "{\"version\":\"v1\",\"rank\":16,\"items\":110,\"users\":97,\"loaded_at\":\"2026-11-01T00:00:00Z\"}]}";

    private final List<String> asked = new ArrayList<>();
    private String answer = "";
    private String functionError = "";
    private HttpServer server;
    private LambdaClient lambda;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/2015-03-31/functions/loader/invocations", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (!functionError.isEmpty()) {
                exchange.getResponseHeaders().add("X-Amz-Function-Error", functionError);
            }
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        lambda = LambdaClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        lambda.close();
        server.stop(0);
    }

    @Test
    void shouldAskTheLoader_whenAModelIsChosen() throws Exception {
        var loader = new Loader(lambda, "loader");
        answer = "{\"status\":\"activated\",\"version\":\"v1\",\"active\":\"v1\"}";

        assertThat(loader.activate("v1").path("active").asText()).isEqualTo("v1");
        assertThat(loader.rollback().path("status").asText()).isEqualTo("activated");
        var json = new ObjectMapper();
        assertThat(json.readTree(asked.get(0)))
                .isEqualTo(json.readTree("{\"operation\":\"activate\",\"version\":\"v1\"}"));
        assertThat(json.readTree(asked.get(1))).isEqualTo(json.readTree("{\"operation\":\"rollback\"}"));
    }

    @Test
    void shouldMarkTheServedModel_whenModelsAreListed() throws Exception {
        answer = MODELS;
        var loader = new Loader(lambda, "loader");

        assertThat(loader.active()).contains("v1");
        assertThat(printed(false).lines().toList())
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("  v2").contains("98", "0.3142", "0.1000"))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("* v1").contains("97", " - "));
        assertThat(new ObjectMapper().readTree(printed(true))).isEqualTo(loader.list());
    }

    @Test
    void shouldSayWhoLoads_whenAModelIsTooLargeForTheFunction() throws Exception {
        answer = "{\"status\":\"handed-over\",\"version\":\"v2\",\"active\":\"v1\"}";
        assertThat(printed(false)).contains("handed-over: v1 is served", "the loading job loads it");

        answer = "{\"status\":\"job-busy\",\"version\":\"v2\",\"active\":null}";
        assertThat(printed(false)).contains("job-busy: no model is served", "ask again");
    }

    @Test
    void shouldSayWhatTheLoaderSays_whenItFails() {
        functionError = "Unhandled";
        answer = "{\"errorMessage\":\"There is no older model.\"}";

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new Loader(lambda, "loader").rollback())
                .withMessage("The function loader failed at 'rollback': There is no older model.");
    }

    private String printed(boolean json) throws IOException {
        var out = new StringWriter();
        var command = new ModelsCommand();
        command.json = json;
        command.print(new Loader(lambda, "loader").list(), new PrintWriter(out, true));
        return out.toString();
    }
}
