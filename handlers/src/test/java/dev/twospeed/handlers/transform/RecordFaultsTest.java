package dev.twospeed.handlers.transform;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestContext;
import dev.twospeed.handlers.support.TestModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of records that are odd, large, late or there twice; a good record between them is always answered. */
@Tag("faults")
class RecordFaultsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CATALOGUE = 300;

    @TempDir
    Path folder;

    private TransformHandler handler;

    @BeforeEach
    void load() throws Exception {
        var fixture = Fixture.in(folder);
        TestModel.small(1).publish(fixture.store(), FIRST);
        fixture.loader().load(FIRST);
        handler = new TransformHandler(fixture.serving());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"session_id\":7}",
                "[]",
                "null",
                "\"text\"",
                "{\"session_id\":\"s\",\"customer_number\":1,\"city\":null,\"country\":null,\"credit_limit\":null}",
                "{\"session_id\":\"s\",\"customer_number\":1,\"city\":null,\"country\":null,\"credit_limit\":\"much\","
                        + "\"browse_history\":[]}",
                "{\"session_id\":\"s\",\"customer_number\":1,\"city\":null,\"country\":null,\"credit_limit\":1,"
                        + "\"browse_history\":[{\"product_code\":\"S1\",\"quantity\":\"two\",\"in_shopping_cart\":false}]}",
                "{\"session_id\":\"s\" \"customer_number\":1}",
                "\uFEFF{}"
            })
    void shouldFailThatRecordAlone_whenItCanNeverBeAnswered(String bad) throws Exception {
        var records = transform(batch(good("before"), bad.getBytes(StandardCharsets.UTF_8), good("after")));

        assertThat(records)
                .extracting(record -> record.path("result").asText())
                .containsExactly("Ok", "ProcessingFailed", "Ok");
    }

    @Test
    void shouldFailThatRecordAlone_whenItIsNoUtf8() throws Exception {
        byte[] broken = new String(good("s"), StandardCharsets.UTF_8)
                .replace("Nantes", "N\u00e4ntes")
                .getBytes(StandardCharsets.ISO_8859_1);

        var records = transform(batch(good("before"), broken, good("after")));

        assertThat(records)
                .extracting(record -> record.path("result").asText())
                .containsExactly("Ok", "ProcessingFailed", "Ok");
    }

    @Test
    void shouldRecommendByThePrior_whenNoProductIsKnownOrTheHistoryIsEmpty() throws Exception {
        ObjectNode unknown = Events.event("unknown", 1);
        ((ObjectNode) unknown.at("/browse_history/0")).put("product_code", "never sold");

        var records = transform(batch(bytes(unknown), bytes(Events.event("empty"))));

        for (var record : records) {
            assertThat(record.path("result").asText()).isEqualTo("Ok");
            assertThat(answer(record).path("strategy").asText()).isEqualTo("prior");
            assertThat(answer(record).path("recommended_items")).hasSize(10);
        }
    }

    @Test
    void shouldAnswer_whenTheHistoryIsAsLongAsItMayBe_andFailALongerOneAlone() throws Exception {
        byte[] longest = bytes(event(10_000));
        byte[] longer = bytes(event(10_001));

        var records = transform(batch(good("before"), longest, longer));

        assertThat(records)
                .extracting(record -> record.path("result").asText())
                .containsExactly("Ok", "Ok", "ProcessingFailed");
        assertThat(answer(records.get(1)).path("strategy").asText()).isEqualTo("session");
    }

    @Test
    void shouldAnswer_whenARecordIsAsLargeAsKinesisTakesIt() throws Exception {
        ObjectNode event = Events.event("large", 1, 2);
        event.put("note", "x".repeat((1 << 20) - bytes(event).length - "\"note\":\"\",".length()));

        var records = transform(batch(bytes(event)));

        assertThat(bytes(event)).hasSize(1 << 20);
        assertThat(answer(records.get(0)).path("recommended_items")).hasSize(10);
    }

    @Test
    void shouldAnswerEach_whenRecordsAreThereTwiceOrOutOfOrder() throws Exception {
        List<byte[]> events = new ArrayList<>();
        for (var event : Events.random(50, CATALOGUE, 3)) {
            events.add(event.getBytes(StandardCharsets.UTF_8));
        }
        Map<String, JsonNode> inOrder = bySession(transform(batch(events.toArray(byte[][]::new))));

        events.addAll(List.copyOf(events));
        Collections.reverse(events);
        var records = transform(batch(events.toArray(byte[][]::new)));

        assertThat(records).hasSize(100);
        for (var record : records) {
            assertThat(withoutPlace(answer(record)))
                    .isEqualTo(withoutPlace(
                            inOrder.get(answer(record).path("session_id").asText())));
        }
    }

    @Test
    void shouldAnswerTheSameBytes_whenTheSameBatchIsTriedAgain() throws Exception {
        byte[] batch = Events.batch(Events.random(100, CATALOGUE, 4));

        assertThat(respond(batch)).isEqualTo(respond(batch));
    }

    private static ObjectNode event(int products) {
        return Events.event(
                "long", IntStream.range(0, products).map(i -> i % CATALOGUE).toArray());
    }

    private static byte[] good(String session) {
        return bytes(Events.event(session, 1, 2));
    }

    private static byte[] bytes(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A batch of payloads that need not be text. */
    private static byte[] batch(byte[]... payloads) throws IOException {
        List<String> placeholders = Collections.nCopies(payloads.length, "{}");
        JsonNode batch = JSON.readTree(Events.batch(placeholders));
        ArrayNode records = (ArrayNode) batch.path("records");
        for (int i = 0; i < payloads.length; i++) {
            ((ObjectNode) records.get(i)).put("data", Base64.getEncoder().encodeToString(payloads[i]));
        }
        return JSON.writeValueAsBytes(batch);
    }

    private byte[] respond(byte[] batch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(batch), out, new TestContext());
        return out.toByteArray();
    }

    private List<JsonNode> transform(byte[] batch) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        JSON.readTree(respond(batch)).get("records").forEach(records::add);
        return records;
    }

    private static JsonNode answer(JsonNode record) throws IOException {
        return JSON.readTree(Base64.getDecoder().decode(record.get("data").asText()));
    }

    /** Where the record was in the stream tells copies apart. */
    private static JsonNode withoutPlace(JsonNode answer) {
        ObjectNode copy = answer.deepCopy();
        copy.remove("source");
        return copy;
    }

    private static Map<String, JsonNode> bySession(List<JsonNode> records) throws IOException {
        Map<String, JsonNode> answers = new HashMap<>();
        for (var record : records) {
            answers.put(answer(record).path("session_id").asText(), answer(record));
        }
        return answers;
    }
}
