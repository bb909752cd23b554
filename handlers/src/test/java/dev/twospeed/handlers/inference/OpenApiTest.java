package dev.twospeed.handlers.inference;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.twospeed.handlers.answer.Answerer.OnFault;
import dev.twospeed.handlers.answer.Serving;
import dev.twospeed.handlers.answer.ServingConfig;
import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the function answers what its OpenAPI document says. */
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** One request and the status that it gets. */
    private record Exchange(String method, String path, Map<String, String> query, String body, int status) {}

    private static final String EVENT = Events.event("s-1", 1, 2).toString();

    private static final List<Exchange> EXCHANGES = List.of(
            new Exchange("POST", "/recommendations", Map.of("k", "3"), EVENT, 200),
            new Exchange("POST", "/recommendations", Map.of(), "{}", 400),
            new Exchange("POST", "/recommendations", Map.of(), " ".repeat(300_000), 413),
            new Exchange("GET", "/recommendations", Map.of(), "", 405),
            new Exchange("GET", "/items_from_user", Map.of("customer_number", "103"), "", 200),
            new Exchange("GET", "/items_from_user", Map.of("customer_number", "999"), "", 404),
            new Exchange("GET", "/items_from_user", Map.of(), "", 400),
            new Exchange("GET", "/items_from_item", Map.of("product_code", TestModel.code(17)), "", 200),
            new Exchange("GET", "/items_from_item", Map.of("product_code", "nothing"), "", 404),
            new Exchange("GET", "/items_from_item", Map.of("product_code", TestModel.code(17), "k", "0"), "", 400),
            new Exchange("GET", "/user_embeddings", Map.of("customer_number", "103"), "", 200),
            new Exchange("GET", "/user_embeddings", Map.of("customer_number", "999"), "", 404),
            new Exchange("GET", "/health", Map.of(), "", 200),
            new Exchange("PUT", "/health", Map.of(), "", 405),
            new Exchange("GET", "/openapi.json", Map.of(), "", 200));

    @TempDir
    Path folder;

    private Fixture fixture;
    private Endpoints endpoints;
    private JsonNode document;

    @BeforeEach
    void migrate() throws Exception {
        fixture = Fixture.in(folder);
        var config = new ServingConfig(10, false, OnFault.DEGRADE, Duration.ZERO, Duration.ofSeconds(10), 0);
        var database = fixture.database().as("twospeed_reader");
        endpoints = new Endpoints(new Serving(config, database, fixture.store(), System::nanoTime));
        document = JSON.readTree(answer(EXCHANGES.get(EXCHANGES.size() - 1)).body());
    }

    @Test
    void shouldAnswerAsDocumented_whenThereIsAModel() throws Exception {
        TestModel.small(1).publish(fixture.store(), FIRST);
        fixture.loader().load(FIRST);

        for (var exchange : EXCHANGES) {
            var answer = answer(exchange);

            assertThat(answer.status()).as(exchange.toString()).isEqualTo(exchange.status());
            assertDocumented(exchange, answer);
        }
    }

    @Test
    void shouldAnswerAsDocumented_whenThereIsNoModel() throws Exception {
        for (var exchange : EXCHANGES) {
            assertDocumented(exchange, answer(exchange));
        }
    }

    @Test
    void shouldDescribeEveryPath() {
        var documented = new HashSet<String>();
        document.path("paths").fieldNames().forEachRemaining(documented::add);
        var asked = new HashSet<String>();
        EXCHANGES.forEach(exchange -> asked.add(exchange.path()));

        assertThat(documented).isEqualTo(asked);
    }

    @Test
    void shouldPointOnlyToWhatIsThere() {
        var references = new ArrayList<String>();
        document.findValues("$ref").forEach(reference -> references.add(reference.asText()));

        assertThat(references)
                .hasSizeGreaterThan(20)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private HttpResponse answer(Exchange exchange) {
        try {
            var body = exchange.body().getBytes(StandardCharsets.UTF_8);
            var request = new HttpRequest(exchange.method(), exchange.path(), exchange.query(), Map.of(), body);
            return endpoints.answer(request, Duration.ofSeconds(3));
        } catch (Problem e) {
            return HttpResponse.of(e);
        }
    }

    private void assertDocumented(Exchange exchange, HttpResponse answer) throws IOException {
        var operation = document.path("paths").path(exchange.path());
        // A method that is not answered has the 405 of the one that is.
        var method = exchange.method().toLowerCase(Locale.ROOT);
        operation = answer.status() == 405 ? operation.elements().next() : operation.path(method);
        var response = operation.path("responses").path(String.valueOf(answer.status()));
        assertThat(response.isMissingNode())
                .as("%s %s answers %d", exchange.method(), exchange.path(), answer.status())
                .isFalse();
        if (response.has("$ref")) {
            response = document.at(response.path("$ref").asText().substring(1));
        }
        var media = response.path("content").path(answer.headers().get("content-type"));
        assertThat(problems(media.path("schema"), answer.body()))
                .as(exchange.toString())
                .isEmpty();
        assertThat(answer.headers().containsKey("etag"))
                .isEqualTo(response.path("headers").has("ETag"));
    }

    private List<String> problems(JsonNode schema, String body) {
        assertThat(schema.isObject()).isTrue();
        ObjectNode whole = JSON.createObjectNode();
        whole.set("allOf", JSON.createArrayNode().add(schema));
        whole.set("components", document.path("components"));
        return SCHEMAS.getSchema(whole.toString()).validate(body, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** What the document must not let pass. */
    @Test
    void shouldRefuseOtherAnswers() {
        var health = document.at("/paths/~1health/get/responses/200/content/application~1json/schema");

        assertThat(problems(health, "{\"status\":\"ok\",\"model_version\":\"v\"}"))
                .isEmpty();
        assertThat(problems(health, "{\"status\":\"fine\",\"model_version\":\"v\"}"))
                .isNotEmpty();
        assertThat(Set.copyOf(problems(health, "{}"))).isNotEmpty();
    }
}
