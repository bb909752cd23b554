package dev.twospeed.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

/** A run and its attempts over Glue's API, with a server that answers as Glue does: a retry is a run of its own. */
class GlueRunsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** State by id; the first id is the one that is started. */
    private final Map<String, String> runs = new LinkedHashMap<>();

    private HttpServer server;
    private GlueClient glue;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
                var request = JSON.readTree(exchange.getRequestBody());
                var body = JSON.writeValueAsBytes(
                        answer(operation, request.path("RunId").asText()));
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        glue = GlueClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        glue.close();
        server.stop(0);
    }

    private ObjectNode answer(String operation, String id) {
        var answer = JSON.createObjectNode();
        if (operation.endsWith(".StartJobRun")) {
            return answer.put("JobRunId", runs.keySet().iterator().next());
        }
        if (operation.endsWith(".GetJobRun")) {
            answer.set("JobRun", run(id, ""));
            return answer;
        }
        var all = answer.putArray("JobRuns");
        var previous = "";
        for (var each : runs.keySet()) {
            all.add(run(each, previous));
            previous = each;
        }
        return answer;
    }

    private ObjectNode run(String id, String previous) {
        var run = JSON.createObjectNode().put("Id", id).put("JobName", "etl").put("JobRunState", runs.get(id));
        return previous.isEmpty() ? run : run.put("PreviousRunId", previous);
    }

    @Test
    void shouldAnswerWithTheAttemptThatSucceeded_whenTheFirstFailed() throws Exception {
        runs.put("jr_1", "FAILED");
        runs.put("jr_1_attempt_1", "FAILED");
        runs.put("jr_1_attempt_2", "SUCCEEDED");

        assertThat(new GlueRuns(glue, Duration.ZERO).run("etl").id()).isEqualTo("jr_1_attempt_2");
    }

    @Test
    void shouldNameTheLastAttempt_whenAllFailed() {
        runs.put("jr_1", "FAILED");
        runs.put("jr_1_attempt_1", "FAILED");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new GlueRuns(glue, Duration.ZERO).run("etl"))
                .withMessageContaining("ended as FAILED (run jr_1_attempt_1)");
    }

    @Test
    void shouldLookForNoOtherAttempt_whenTheRunWasStopped() {
        runs.put("jr_1", "STOPPED");
        runs.put("jr_2", "SUCCEEDED");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new GlueRuns(glue, Duration.ZERO).run("etl"))
                .withMessageContaining("ended as STOPPED (run jr_1)");
    }
}
