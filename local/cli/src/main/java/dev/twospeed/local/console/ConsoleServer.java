package dev.twospeed.local.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.twospeed.local.page.PageTemplate;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Serves a page on 127.0.0.1 that shows a system and asks it for recommendations; requests to AWS are signed here, so that the
 * browser has no credentials.
 *
 * <p>Other web pages in the same browser cannot use it: requests have to name it as host, which a foreign name that leads here does
 * not, and questions have to be JSON of the page's own origin, which browsers let no other page send.
 */
public final class ConsoleServer implements AutoCloseable {
    private static final int LARGEST_QUESTION = 64 * 1024;
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private final Watched system;
    private final byte[] page;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    /**
     * Serves a system.
     *
     * @param port where, 0 for any that is free
     * @param everySeconds how often the page looks
     * @throws IllegalStateException if the port is taken
     */
    public static ConsoleServer start(Watched system, int port, int everySeconds) throws IOException {
        return new ConsoleServer(system, port, everySeconds);
    }

    private ConsoleServer(Watched system, int port, int everySeconds) throws IOException {
        this.system = system;
        var template = new PageTemplate(ConsoleServer.class);
        this.page = template.fill("console.html", template.text("console.js"))
                .replace("/*{every}*/0", String.valueOf(everySeconds))
                .getBytes(StandardCharsets.UTF_8);
        try {
            this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            throw new IllegalStateException("port " + port + " is taken: give another by --port", e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    /** Where the page is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    /** What to answer with. */
    private record Answer(int status, String type, byte[] body) {
        static Answer json(int status, Object value) throws JsonProcessingException {
            return new Answer(status, "application/json", JSON.writeValueAsBytes(value));
        }

        static Answer problem(int status, String detail) throws JsonProcessingException {
            var problem = JSON.createObjectNode().put("status", status).put("detail", detail);
            return new Answer(status, "application/problem+json", JSON.writeValueAsBytes(problem));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = answer(exchange);
            var headers = exchange.getResponseHeaders();
            headers.add("content-type", answer.type());
            headers.add("cache-control", "no-store");
            headers.add(
                    "content-security-policy",
                    "default-src 'none'; connect-src 'self'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'none'");
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!isOwn(exchange)) {
            return Answer.problem(403, "Only the console's own page is answered, at " + address());
        }
        var request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        try {
            return switch (request) {
                case "GET /" -> new Answer(200, "text/html; charset=utf-8", page);
                case "GET /vitals" -> Answer.json(200, system.look());
                case "GET /products" -> Answer.json(200, system.products());
                case "POST /recommendations" -> recommend(exchange);
                default -> Answer.problem(404, "There is no " + request);
            };
        } catch (IllegalStateException | SdkException e) {
            return Answer.problem(502, String.valueOf(e.getMessage()));
        }
    }

    private boolean isOwn(HttpExchange exchange) {
        var port = http.getAddress().getPort();
        var hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        var headers = exchange.getRequestHeaders();
        var origin = headers.getFirst("origin");
        return hosts.contains(String.valueOf(headers.getFirst("host")))
                && (origin == null || hosts.stream().anyMatch(host -> origin.equals("http://" + host)));
    }

    private Answer recommend(HttpExchange exchange) throws IOException {
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("content-type"))) {
            return Answer.problem(415, "A question has to be application/json");
        }
        var body = exchange.getRequestBody().readNBytes(LARGEST_QUESTION + 1);
        if (body.length > LARGEST_QUESTION) {
            return Answer.problem(413, "A question has 64 KiB at most");
        }
        JsonNode question;
        try {
            question = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return Answer.problem(400, "The question is no JSON: " + e.getOriginalMessage());
        }
        var k = question.path("k").asInt(10);
        if (k < 1 || k > 100) {
            return Answer.problem(400, "k is " + k + "; allowed: 1 to 100");
        }
        var start = System.nanoTime();
        var record = system.recommend(question.path("event"), k);
        var answer = JSON.createObjectNode().put("milliseconds", (System.nanoTime() - start) / 1_000_000);
        return Answer.json(200, answer.set("record", record));
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
