package dev.twospeed.handlers.transform;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static dev.twospeed.handlers.support.Fixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.handlers.answer.Answerer.OnFault;
import dev.twospeed.handlers.answer.Serving;
import dev.twospeed.handlers.answer.ServingConfig;
import dev.twospeed.handlers.database.ConnectionSource;
import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestContext;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.event.EventParser;
import dev.twospeed.recommender.event.RecommendationRecord;
import dev.twospeed.recommender.event.RecordEncoder;
import dev.twospeed.recommender.event.RecordSource;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import dev.twospeed.recommender.serve.Recommendations;
import dev.twospeed.recommender.serve.Selection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformHandlerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LENGTH = 10;

    @TempDir
    Path folder;

    final AtomicBoolean databaseIsDown = new AtomicBoolean();
    Fixture fixture;
    ConnectionSource database;

    @BeforeEach
    void migrate() throws Exception {
        fixture = Fixture.in(folder);
        ConnectionSource login = fixture.database().as("twospeed_reader");
        database = () -> {
            if (databaseIsDown.get()) {
                throw new SQLException("Connection refused", "08001");
            }
            return login.connect();
        };
    }

    private TransformHandler handler(OnFault onFault) {
        ServingConfig config = new ServingConfig(LENGTH, false, onFault, Duration.ZERO, Duration.ofSeconds(10), 0);
        return new TransformHandler(new Serving(config, database, fixture.store(), System::nanoTime));
    }

    private TransformHandler handler() {
        return handler(OnFault.DEGRADE);
    }

    private void load(String version) throws Exception {
        TestModel.small(version.hashCode()).publish(fixture.store(), version);
        fixture.loader().load(version);
    }

    private static List<JsonNode> transform(TransformHandler handler, byte[] batch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(batch), out, new TestContext());
        List<JsonNode> records = new ArrayList<>();
        JSON.readTree(out.toByteArray()).get("records").forEach(records::add);
        return records;
    }

    private static byte[] payload(JsonNode record) {
        return Base64.getDecoder().decode(record.get("data").asText());
    }

    private static JsonNode answer(JsonNode record) throws IOException {
        return JSON.readTree(payload(record));
    }

    private InMemoryRecommender inMemory(String version) throws IOException {
        return new InMemoryRecommender(
                ModelReader.open(fixture.store().artifact(version)).readServingModel());
    }

    private static String expected(InMemoryRecommender model, String event, int place, boolean degraded)
            throws Exception {
        var parsed = new EventParser().parse(event.getBytes(StandardCharsets.UTF_8));
        Recommendations answer = model.recommend(parsed, Selection.unseen(LENGTH));
        RecommendationRecord record = new RecommendationRecord(
                parsed.eventId(),
                parsed.sessionId(),
                parsed.customerNumber(),
                answer.recommended(),
                answer.similar(),
                model.model().version(),
                answer.strategy(),
                new RecordSource("shardId-000000000000", String.valueOf(4_000 + place), 0),
                degraded,
                false,
                null);
        return new String(new RecordEncoder().encode(record), StandardCharsets.UTF_8);
    }

    @Test
    void shouldAnswerAsTheModelInMemoryDoes_whenAskedThroughTheDatabase() throws Exception {
        load(FIRST);
        List<String> events = Events.random(200, 320, 5);

        List<JsonNode> records = transform(handler(), Events.batch(events));

        InMemoryRecommender model = inMemory(FIRST);
        assertThat(records).hasSize(200);
        for (int i = 0; i < records.size(); i++) {
            assertThat(records.get(i).get("recordId").asText()).isEqualTo("record-" + i);
            assertThat(records.get(i).get("result").asText()).isEqualTo("Ok");
            assertThat(new String(payload(records.get(i)), StandardCharsets.UTF_8))
                    .isEqualTo(expected(model, events.get(i), i, false))
                    .endsWith("}\n");
        }
    }

    @Test
    void shouldAnswerTheNeighbours_whenARecordIsBad() throws Exception {
        load(FIRST);
        List<String> payloads = List.of(
                Events.event("good-1", 1, 2).toString(),
                "{\"session_id\":",
                Events.event("no-customer", 1).without("customer_number").toString(),
                "",
                "not JSON at all",
                Events.event("good-2", 3).toString());
        String batch = new String(Events.batch(payloads), StandardCharsets.UTF_8)
                .replace("\"data\":\"bm90IEpTT04gYXQgYWxs\"", "\"data\":\"%%% not Base64 %%%\"");

        List<JsonNode> records = transform(handler(), batch.getBytes(StandardCharsets.UTF_8));

        assertThat(records)
                .extracting(record -> record.get("recordId").asText() + " "
                        + record.get("result").asText())
                .containsExactly(
                        "record-0 Ok",
                        "record-1 ProcessingFailed",
                        "record-2 ProcessingFailed",
                        "record-3 Dropped",
                        "record-4 ProcessingFailed",
                        "record-5 Ok");
        assertThat(answer(records.get(0)).get("recommended_items")).hasSize(LENGTH);
        assertThat(answer(records.get(5)).get("recommended_items")).hasSize(LENGTH);
    }

    @Test
    void shouldAnswerFromMemory_whenTheDatabaseGoesAway() throws Exception {
        load(FIRST);
        TransformHandler handler = handler();
        List<String> events = Events.random(20, 300, 6);
        transform(handler, Events.batch(events));
        databaseIsDown.set(true);
        fixture.database()
                .run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'twospeed_reader'"
                        + " and datname = current_database()");

        List<JsonNode> records = transform(handler, Events.batch(events));

        InMemoryRecommender model = inMemory(FIRST);
        for (int i = 0; i < records.size(); i++) {
            assertThat(new String(payload(records.get(i)), StandardCharsets.UTF_8))
                    .isEqualTo(expected(model, events.get(i), i, true));
        }
    }

    @Test
    void shouldAnswerFromTheModelLastActive_whenTheDatabaseIsDownFromTheStart() throws Exception {
        load(FIRST);
        databaseIsDown.set(true);

        List<JsonNode> records = transform(handler(), Events.batch(Events.random(3, 300, 7)));

        assertThat(answer(records.get(0)).get("model_version").asText()).isEqualTo(FIRST);
        assertThat(answer(records.get(0)).get("degraded").asBoolean()).isTrue();
        assertThat(answer(records.get(0)).get("recommended_items")).hasSize(LENGTH);
    }

    @Test
    void shouldFailTheWholeBatch_whenConfiguredSoAndTheDatabaseIsDown() throws Exception {
        load(FIRST);
        databaseIsDown.set(true);

        assertThatThrownBy(() -> transform(handler(OnFault.FAIL), Events.batch(Events.random(3, 300, 7))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can be sent again");
    }

    @Test
    void shouldAnswerWithEmptyLists_whenThereIsNoModelYet() throws Exception {
        TransformHandler handler = handler();

        JsonNode answer = answer(
                transform(handler, Events.batch(Events.random(1, 300, 1))).get(0));

        assertThat(answer.get("strategy").asText()).isEqualTo("none");
        assertThat(answer.get("recommended_items")).isEmpty();
        assertThat(answer.get("similar_items")).isEmpty();
        assertThat(answer.has("degraded")).isFalse();
        assertThat(answer.has("model_version")).isFalse();

        load(FIRST);
        assertThat(answer(transform(handler, Events.batch(Events.random(1, 300, 1)))
                                .get(0))
                        .get("model_version")
                        .asText())
                .isEqualTo(FIRST);
    }

    @Test
    void shouldFollowTheSwitch_whenAnotherModelBecomesActive() throws Exception {
        load(FIRST);
        TransformHandler handler = handler();
        byte[] batch = Events.batch(Events.random(5, 300, 2));
        transform(handler, batch);

        load(SECOND);

        assertThat(transform(handler, batch))
                .allSatisfy(record ->
                        assertThat(answer(record).get("model_version").asText()).isEqualTo(SECOND));
        fixture.loader().rollback();
        assertThat(transform(handler, batch))
                .allSatisfy(record ->
                        assertThat(answer(record).get("model_version").asText()).isEqualTo(FIRST));
    }

    @Test
    void shouldNotAskTheDatabase_whenTheDeadlineIsNear() throws Exception {
        load(FIRST);
        TransformHandler handler = handler();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        handler.handleRequest(
                new ByteArrayInputStream(Events.batch(Events.random(1, 300, 2))), out, new TestContext(1_000));

        JsonNode record = JSON.readTree(out.toByteArray()).get("records").get(0);
        assertThat(answer(record).get("degraded").asBoolean()).isTrue();
        assertThat(answer(record).get("recommended_items")).hasSize(LENGTH);
    }

    @Test
    void shouldGiveTheSameAnswers_whenSmallCataloguesAreSearchedInMemory() throws Exception {
        load(FIRST);
        byte[] batch = Events.batch(Events.random(100, 300, 8));
        ServingConfig config =
                new ServingConfig(LENGTH, false, OnFault.FAIL, Duration.ofMinutes(1), Duration.ofSeconds(10), 300);
        TransformHandler inMemory =
                new TransformHandler(new Serving(config, database, fixture.store(), System::nanoTime));

        assertThat(transform(inMemory, batch)).isEqualTo(transform(handler(), batch));
    }

    @Test
    void shouldNeverMixModels_whenSwitchedWhileReading() throws Exception {
        load(FIRST);
        load(SECOND);
        TransformHandler handler = handler();
        byte[] batch = Events.batch(Events.random(30, 300, 9));
        AtomicBoolean done = new AtomicBoolean();
        Thread switching = new Thread(() -> {
            try {
                for (int i = 0; i < 20; i++) {
                    fixture.loader().activate(i % 2 == 0 ? FIRST : SECOND);
                }
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e);
            } finally {
                done.set(true);
            }
        });
        switching.start();
        int batches = 0;
        while (!done.get() || batches < 10) {
            List<JsonNode> records = transform(handler, batch);
            String version = answer(records.get(0)).get("model_version").asText();
            InMemoryRecommender model = inMemory(version);
            List<String> events = Events.random(30, 300, 9);
            for (int i = 0; i < records.size(); i++) {
                assertThat(new String(payload(records.get(i)), StandardCharsets.UTF_8))
                        .isEqualTo(expected(model, events.get(i), i, false));
            }
            batches++;
        }
        switching.join();
    }

    @Test
    void shouldGiveAnEmptyAnswer_whenTheBatchIsEmpty() throws Exception {
        assertThat(transform(handler(), Events.batch(List.of()))).isEmpty();
    }
}
