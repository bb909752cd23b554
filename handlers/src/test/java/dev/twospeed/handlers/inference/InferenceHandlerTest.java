package dev.twospeed.handlers.inference;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.handlers.answer.Answerer.OnFault;
import dev.twospeed.handlers.answer.Serving;
import dev.twospeed.handlers.answer.ServingConfig;
import dev.twospeed.handlers.database.ConnectionSource;
import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestContext;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.model.UserRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceHandlerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    final AtomicBoolean databaseIsDown = new AtomicBoolean();
    Fixture fixture;
    InferenceHandler handler;

    @BeforeEach
    void migrate() throws Exception {
        fixture = Fixture.in(folder);
        ConnectionSource login = fixture.database().as("twospeed_reader");
        ConnectionSource database = () -> {
            if (databaseIsDown.get()) {
                throw new SQLException("Connection refused", "08001");
            }
            return login.connect();
        };
        ServingConfig config = new ServingConfig(10, false, OnFault.DEGRADE, Duration.ZERO, Duration.ofSeconds(10), 0);
        handler = new InferenceHandler(new Serving(config, database, fixture.store(), System::nanoTime));
    }

    private void load() throws Exception {
        TestModel.small(1).publish(fixture.store(), FIRST);
        fixture.loader().load(FIRST);
    }

    private ModelReader reader() throws IOException {
        return ModelReader.open(fixture.store().artifact(FIRST));
    }

    private JsonNode call(String method, String path, Map<String, String> query, String body) throws IOException {
        return call(method, path, query, Map.of(), body);
    }

    private JsonNode call(
            String method, String path, Map<String, String> query, Map<String, String> headers, String body)
            throws IOException {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", "$default")
                .put("rawPath", path)
                .put("body", body)
                .put("isBase64Encoded", false);
        query.forEach(event.putObject("queryStringParameters")::put);
        headers.forEach(event.putObject("headers")::put);
        event.putObject("requestContext")
                .putObject("http")
                .put("method", method)
                .put("path", path);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), out, new TestContext());
        return JSON.readTree(out.toByteArray());
    }

    private JsonNode get(String path, String... query) throws IOException {
        return call("GET", path, query.length == 0 ? Map.of() : Map.of(query[0], query[1]), "");
    }

    private static JsonNode body(JsonNode response) throws IOException {
        return JSON.readTree(response.get("body").asText());
    }

    private static List<String> codes(JsonNode items) {
        List<String> codes = new ArrayList<>();
        items.forEach(item -> codes.add(item.get("product_code").asText()));
        return codes;
    }

    @Test
    void shouldGiveTheEmbedding_whenTheCustomerIsKnown() throws Exception {
        load();
        List<UserRow> users = new ArrayList<>();
        reader().<RuntimeException>forEachUser(users::add);

        JsonNode response = get("/user_embeddings", "customer_number", "103");

        assertThat(response.get("statusCode").asInt()).isEqualTo(200);
        List<Float> embedding = new ArrayList<>();
        body(response).get("embedding").forEach(value -> embedding.add(value.floatValue()));
        assertThat(embedding)
                .containsExactlyElementsOf(IntStream.range(0, 16)
                        .mapToObj(i -> users.get(3).factors()[i])
                        .toList());
    }

    @Test
    void shouldGiveTheItemsOfGreatestInnerProduct_whenTheCustomerIsKnown() throws Exception {
        load();
        List<UserRow> users = new ArrayList<>();
        reader().<RuntimeException>forEachUser(users::add);
        FloatMatrix factors = reader().readServingModel().factors();
        double[] user = IntStream.range(0, 16)
                .mapToDouble(i -> users.get(7).factors()[i])
                .toArray();

        JsonNode response = call("GET", "/items_from_user", Map.of("customer_number", "107", "k", "5"), "");

        assertThat(codes(body(response).get("items")))
                .isEqualTo(IntStream.range(0, 300)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer item) -> -factors.dot(item, user)))
                        .limit(5)
                        .map(TestModel::code)
                        .toList());
    }

    @Test
    void shouldGiveTheNeighbours_whenTheProductIsKnown() throws Exception {
        load();
        List<String> expected = new ArrayList<>();
        reader().readServingModel().neighbours().forEach(17, (item, weight) -> expected.add(TestModel.code(item)));

        JsonNode response = get("/items_from_item", "product_code", TestModel.code(17));

        assertThat(codes(body(response).get("items"))).isEqualTo(expected.subList(0, 10));
    }

    @Test
    void shouldRecommend_whenGivenASession() throws Exception {
        load();

        JsonNode response = call(
                "POST",
                "/recommendations",
                Map.of("k", "3"),
                Events.event("s-1", 1, 2).toString());

        assertThat(response.get("statusCode").asInt()).isEqualTo(200);
        JsonNode record = body(response);
        assertThat(record.get("strategy").asText()).isEqualTo("session");
        assertThat(record.get("recommended_items")).hasSize(3);
        assertThat(record.get("similar_items")).hasSize(3);
        assertThat(record.has("degraded")).isFalse();
    }

    @Test
    void shouldAnswerNotModified_whenTheModelIsTheSame() throws Exception {
        load();
        Map<String, String> query = Map.of("customer_number", "103");
        String tag = call("GET", "/items_from_user", query, "")
                .get("headers")
                .get("etag")
                .asText();

        JsonNode response = call("GET", "/items_from_user", query, Map.of("If-None-Match", tag), "");

        assertThat(response.get("statusCode").asInt()).isEqualTo(304);
        assertThat(response.get("body").asText()).isEmpty();
    }

    @Test
    void shouldSayWhatIsWrong_whenTheRequestIsWrong() throws Exception {
        load();
        List<JsonNode> responses = List.of(
                get("/nowhere"),
                get("/user_embeddings"),
                get("/user_embeddings", "customer_number", "999"),
                get("/items_from_user", "customer_number", "999"),
                get("/items_from_item", "product_code", "nothing"),
                call("GET", "/items_from_user", Map.of("customer_number", "103", "k", "101"), ""),
                call("GET", "/items_from_user", Map.of("customer_number", "103", "k", "ten"), ""),
                get("/recommendations"),
                call("POST", "/recommendations", Map.of(), "{\"session_id\":7}"),
                call("POST", "/recommendations", Map.of(), " ".repeat(256 * 1024 + 1)));

        assertThat(responses)
                .extracting(response -> response.get("statusCode").asInt())
                .containsExactly(404, 400, 404, 404, 404, 400, 400, 405, 400, 413);
        for (JsonNode response : responses) {
            assertThat(response.get("headers").get("content-type").asText()).isEqualTo("application/problem+json");
            assertThat(body(response).get("status").asInt())
                    .isEqualTo(response.get("statusCode").asInt());
            assertThat(body(response).get("detail").asText()).isNotBlank();
        }
    }

    @Test
    void shouldBeUnhealthy_untilThereIsAModel() throws Exception {
        assertThat(get("/health").get("statusCode").asInt()).isEqualTo(503);
        assertThat(call(
                                "POST",
                                "/recommendations",
                                Map.of(),
                                Events.event("s-1", 1).toString())
                        .get("body")
                        .asText())
                .contains("\"strategy\":\"none\"");
        load();

        JsonNode response = get("/health");

        assertThat(response.get("statusCode").asInt()).isEqualTo(200);
        assertThat(body(response).get("model_version").asText()).isEqualTo(FIRST);
    }

    @Test
    void shouldSayThatItIsNotAvailable_whenTheDatabaseIsDown() throws Exception {
        load();
        databaseIsDown.set(true);

        assertThat(get("/user_embeddings", "customer_number", "103")
                        .get("statusCode")
                        .asInt())
                .isEqualTo(503);
        assertThat(get("/health").get("statusCode").asInt()).isEqualTo(503);
        JsonNode record = body(call(
                "POST", "/recommendations", Map.of(), Events.event("s-1", 1).toString()));
        assertThat(record.get("degraded").asBoolean()).isTrue();
        assertThat(record.get("recommended_items")).hasSize(10);
    }
}
