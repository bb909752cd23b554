package dev.twospeed.local.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleServerTest {
    private static final String QUESTION = "{\"event\": {\"browse_history\": [{\"product_code\": \"P1\"}]}, \"k\": 1}";

    private final HttpClient http = HttpClient.newHttpClient();
    private ConsoleServer console;

    @BeforeEach
    void start() throws IOException {
        console = ConsoleServer.start(new StillSystem(), 0, 10);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void shouldAnswerVitalsProductsAndRecommendations() throws Exception {
        var vitals = new ObjectMapper().readTree(get("vitals").body());
        assertThat(vitals.at("/records/in/total").asDouble()).isEqualTo(42);
        assertThat(vitals.at("/lag/read_milliseconds").asDouble()).isEqualTo(250);
        assertThat(get("products").body()).isEqualTo("[\"P1\",\"P2\"]");
        var answer =
                new ObjectMapper().readTree(post(QUESTION, "application/json").body());
        assertThat(answer.at("/record/recommended_items/0/product_code").asText())
                .isEqualTo("P1-next");
        assertThat(answer.path("milliseconds").isNumber()).isTrue();
    }

    @Test
    void shouldRefuse_whenAQuestionIsWrong() throws Exception {
        assertThat(post("{", "application/json").statusCode()).isEqualTo(400);
        assertThat(post("{\"k\": 101}", "application/json").body()).contains("k is 101; allowed: 1 to 100");
        assertThat(post(" ".repeat(70_000), "application/json").statusCode()).isEqualTo(413);
        assertThat(get("elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldRefuse_whenAnotherPageAsks() throws Exception {
        // What a browser lets any page send: a form.
        assertThat(post(QUESTION, "text/plain").statusCode()).isEqualTo(415);
        assertThat(http.send(
                                HttpRequest.newBuilder(uri("vitals"))
                                        .header("origin", "http://shop.example")
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
        // A foreign name that was made to lead here.
        try (var socket = new Socket("127.0.0.1", console.address().getPort())) {
            socket.getOutputStream()
                    .write("GET /vitals HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void shouldSayWhatIsWrong_whenTheSystemCannotBeAsked() throws Exception {
        console.close();
        console = ConsoleServer.start(new StillSystem("no credentials"), 0, 10);

        assertThat(get("vitals").statusCode()).isEqualTo(502);
        assertThat(get("vitals").body()).contains("\"detail\":\"no credentials\"");
        assertThat(post(QUESTION, "application/json").body()).contains("no credentials");
    }

    @Test
    void shouldNameTheWayOut_whenThePortIsTaken() {
        var taken = console.address().getPort();

        assertThatIllegalStateException()
                .isThrownBy(() -> ConsoleServer.start(new StillSystem(), taken, 10))
                .withMessageContaining("port " + taken + " is taken: give another by --port");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body, String type) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri("recommendations"))
                        .header("content-type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return console.address().resolve(path);
    }
}
