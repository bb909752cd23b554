package dev.twospeed.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.CheckoutCopy;
import dev.twospeed.local.cli.Reader;
import dev.twospeed.local.cloud.Deliveries;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloud.EventSender;
import dev.twospeed.local.cloud.Loader;
import dev.twospeed.local.cloud.SampleSource;
import dev.twospeed.local.cloud.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The stacks in different orders, with the first training before and after those that serve its model.
 *
 * <p>All read the foundation, and streaming-inference reads vector-db; nothing else orders them, but that there is no training without etl.
 * The three orders here have every two of etl, vector-db, streaming-inference and the training in each order in which they can be. The
 * foundation with the shop stays: it is before all of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private CheckoutCopy checkout;
    private Environment environment;
    private Reader reader;

    @BeforeAll
    void deployFoundationAndFillTheShop() throws Exception {
        checkout = CheckoutCopy.make("orders");
        checkout.markBuilt();
        reader = Reader.in(checkout.root());
        environment = Environment.open(checkout.root(), Environment.LOCAL, line -> {});
        up(Stack.FOUNDATION);
        try (var lambda = environment.clients().lambda()) {
            var function = environment.outputs(Stack.FOUNDATION).text("seedFunctionName");
            assertThat(new SampleSource(lambda, function)
                            .seed(200, 60, 7, false)
                            .path("status")
                            .asText())
                    .isEqualTo("seeded");
        }
    }

    @AfterAll
    void stop() {
        environment.close();
        checkout.close();
    }

    /** As before the first training: no stack but the foundation, and nothing in its data lake. */
    @BeforeEach
    void clear() throws Exception {
        for (var stack : List.of(Stack.STREAMING_INFERENCE, Stack.VECTOR_DB, Stack.ETL)) {
            if (environment.pulumi(stack).isDeployed()) {
                environment.pulumi(stack).destroy(line -> {});
            }
        }
        var lake = environment.outputs(Stack.FOUNDATION).text("dataLakeBucket");
        try (var s3 = environment.clients().s3()) {
            s3.listObjectsV2Paginator(r -> r.bucket(lake)).contents().stream()
                    .toList()
                    .forEach(object -> s3.deleteObject(r -> r.bucket(lake).key(object.key())));
        }
    }

    @Test
    void shouldServeTheModel_whenTrainedBeforeTheDatabaseIsThere() throws Exception {
        pulumi().does("pulumi up -C stacks/etl -s local");
        train();

        pulumi().does("pulumi up -C stacks/vector-db -s local");
        assertThat(active()).as("loaded by the deployment").isPresent();
        pulumi().does("pulumi up -C stacks/streaming-inference -s local");

        assertServing();
        assertThat(pulumi().does("pulumi destroy -C stacks/streaming-inference -s local"))
                .contains("deleted");
    }

    @Test
    void shouldServeTheModel_whenTrainedAfterAll() throws Exception {
        up(Stack.VECTOR_DB);
        up(Stack.STREAMING_INFERENCE);
        assertThat(active()).isEmpty();
        assertThat(health()).isEqualTo(503);
        assertThat(answer().path("strategy").asText()).isEqualTo("none");

        up(Stack.ETL);
        train();

        assertServing();
        assertThat(reader.does("./twospeed destroy streaming-inference")).contains("deleted");
    }

    @Test
    void shouldServeTheModel_whenTrainedBetweenDatabaseAndStream() throws Exception {
        assertThat(reader.does("./twospeed up etl vector-db")).contains("created");
        train();
        assertThat(reader.does("./twospeed up")).contains("unchanged", "created");

        assertServing();
    }

    /** In a shell that is pointed at it. */
    private Reader pulumi() {
        return reader.having("eval \"$(./twospeed env)\"").after("export PULUMI_SKIP_CONFIRMATIONS=true");
    }

    private void up(Stack stack) throws Exception {
        environment.pulumi(stack).up(line -> {});
    }

    private void train() throws Exception {
        assertThat(reader.does("./twospeed run etl")).endsWith(" succeeded\n");
        assertThat(reader.does("./twospeed run train")).endsWith(" succeeded\n");
    }

    private Optional<String> active() throws Exception {
        var function = environment.outputs(Stack.VECTOR_DB).text("loaderFunctionName");
        try (var lambda = environment.clients().lambda()) {
            return new Loader(lambda, function).active();
        }
    }

    /** A model is loaded, an event is answered by it, and the function behind the URL is well. */
    private void assertServing() throws Exception {
        var model = await("a loaded model", this::active);
        // The functions look for another model every 30 seconds.
        var record = await(
                "an answer by the model",
                () -> Optional.of(answer())
                        .filter(found -> !found.path("strategy").asText().equals("none")));
        assertThat(record.path("model_version").asText()).isEqualTo(model);
        assertThat(record.path("recommended_items")).isNotEmpty();
        assertThat(record.has("degraded")).isFalse();
        assertThat(await("health", () -> Optional.of(health()).filter(status -> status == 200)))
                .isEqualTo(200);
    }

    /** Sends an event and waits for its record. */
    private JsonNode answer() throws Exception {
        var streaming = environment.outputs(Stack.STREAMING_INFERENCE);
        var id = UUID.randomUUID().toString();
        try (var kinesis = environment.clients().kinesis();
                var s3 = environment.clients().s3()) {
            var deliveries = new Deliveries(
                    s3, streaming.text("recommendationsBucket"), streaming.text("recommendationsPrefix"), id::equals);
            deliveries.skipExisting();
            var sender = new EventSender(kinesis, streaming.text("streamName"));
            sender.send("1", event(id));
            assertThat(sender.flush()).isEqualTo(1);
            return await("the record of an event", () -> {
                deliveries.look();
                return Optional.ofNullable(deliveries.records().get(id));
            });
        }
    }

    private int health() throws Exception {
        var function = environment.outputs(Stack.STREAMING_INFERENCE).text("inferenceFunctionName");
        var request = """
                {"version": "2.0", "rawPath": "/health", "rawQueryString": "", "headers": {},
                 "requestContext": {"http": {"method": "GET", "path": "/health"}}, "isBase64Encoded": false}""";
        try (var lambda = environment.clients().lambda()) {
            var answer = lambda.invoke(
                    r -> r.functionName(function).qualifier("live").payload(SdkBytes.fromUtf8String(request)));
            return JSON.readTree(answer.payload().asByteArray())
                    .path("statusCode")
                    .asInt();
        }
    }

    private static byte[] event(String id) {
        return ("{\"event_id\": \"" + id + "\", \"session_id\": \"s\", \"customer_number\": 103, \"city\": \"Nantes\","
                        + " \"country\": \"France\", \"credit_limit\": 21000, \"browse_history\": []}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private interface Look<T> {
        Optional<T> look() throws Exception;
    }

    private static <T> T await(String what, Look<T> look) throws InterruptedException {
        return Steps.await(what, LIMIT, () -> {
            try {
                return look.look();
            } catch (Exception e) {
                throw new AssertionError("Looking for " + what + " failed", e);
            }
        });
    }
}
