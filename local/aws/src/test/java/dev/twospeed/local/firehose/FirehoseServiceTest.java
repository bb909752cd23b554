package dev.twospeed.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.metrics.Measured;
import dev.twospeed.local.metrics.Metric;
import dev.twospeed.local.resource.AwsError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirehoseServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION = Streaming.FUNCTION;

    @TempDir
    Path folder;

    private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
    private volatile FunctionInvoker function = echo();
    private Streaming streaming;

    @BeforeEach
    void start() {
        streaming = new Streaming(folder, invoking(payload -> function.invoke(FUNCTION, payload)));
    }

    @AfterEach
    void stop() {
        streaming.close();
    }

    @Test
    void shouldDeliverEachRecordOnce_throughTheFunction() {
        put("before");
        streaming.firehose.create(Streaming.delivery(Streaming.config()));
        IntStream.range(0, 500).forEach(i -> put("event " + i));

        Streaming.await(() -> streaming.delivered().size() == 500);

        assertThat(streaming.delivered())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "EVENT " + i).toList());
        assertThat(streaming.keys("out/"))
                .allMatch(
                        k -> k.matches(
                                "out/\\d{4}/\\d\\d/\\d\\d/\\d\\d/delivery-1-\\d{4}(-\\d\\d){5}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
        assertThat(streaming.keys("errors/")).isEmpty();
        // The delivery is noted after its objects are there.
        var records = Metric.of("AWS/Firehose", "DeliveryToS3.Records", "DeliveryStreamName", "delivery");
        Streaming.await(() -> Measured.sum(streaming.metrics, records) == 500);
        var freshness = Metric.of("AWS/Firehose", "DeliveryToS3.DataFreshness", "DeliveryStreamName", "delivery");
        assertThat(Measured.maximum(streaming.metrics, freshness)).isBetween(0.0, 60.0);
        var age = Metric.of("AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "StreamName", "events");
        assertThat(Measured.maximum(streaming.metrics, age)).isBetween(0.0, 60_000.0);
    }

    @Test
    void shouldKeepOrderOfEachShard_withinAnObject() {
        streaming.firehose.create(Streaming.delivery(Streaming.config()));
        IntStream.range(0, 300).forEach(i -> streaming.put("k" + i % 3, i % 3 + " " + i));
        Streaming.await(() -> streaming.delivered().size() == 300);
        for (var key : streaming.keys("out/")) {
            for (int k = 0; k < 3; k++) {
                var prefix = k + " ";
                assertThat(streaming
                                .read(key)
                                .lines()
                                .filter(line -> line.startsWith(prefix))
                                .map(line -> Integer.parseInt(line.substring(2))))
                        .isSorted();
            }
        }
    }

    @Test
    void shouldSendAwsRequest() {
        streaming.firehose.create(Streaming.delivery(Streaming.config()));
        streaming.put("customer 7", "hello");
        Streaming.await(() -> !requests.isEmpty());

        var request = requests.remove();
        assertThat(request.path("deliveryStreamArn").asText())
                .isEqualTo("arn:aws:firehose:us-east-1:000000000000:deliverystream/delivery");
        assertThat(request.path("sourceKinesisStreamArn").asText()).endsWith(":stream/events");
        assertThat(request.path("region").asText()).isEqualTo("us-east-1");
        assertThat(request.path("invocationId").asText()).isNotBlank();
        var record = request.at("/records/0");
        assertThat(text(record)).isEqualTo("hello");
        assertThat(record.path("approximateArrivalTimestamp").isIntegralNumber())
                .isTrue();
        var metadata = record.path("kinesisRecordMetadata");
        assertThat(metadata.path("partitionKey").asText()).isEqualTo("customer 7");
        assertThat(metadata.path("shardId").asText()).startsWith("shardId-00000000000");
        assertThat(metadata.path("subsequenceNumber").asInt()).isZero();
        assertThat(record.path("recordId").asText())
                .startsWith(metadata.path("sequenceNumber").asText());
    }

    @Test
    void shouldSendOnlyTheFailedRecordToErrors_andNeverRetryIt() throws Exception {
        var invocations = new AtomicInteger();
        function = transforming(record -> {
            invocations.incrementAndGet();
            return switch (text(record)) {
                case "bad" -> answer(record, "ProcessingFailed", "");
                case "noise" -> answer(record, "Dropped", "");
                default -> answer(record, "Ok", text(record) + "\n");
            };
        });
        streaming.firehose.create(Streaming.delivery(Streaming.config()));
        put("good");
        put("bad");
        put("noise");
        put("better");

        Streaming.await(() ->
                streaming.delivered().size() == 2 && !streaming.keys("errors/").isEmpty());

        assertThat(streaming.delivered()).containsExactlyInAnyOrder("good", "better");
        assertThat(invocations).hasValue(4);
        assertThat(streaming.keys("errors/")).allMatch(k -> k.startsWith("errors/processing-failed/"));
        var line = JSON.readTree(streaming.read(streaming.keys("errors/").get(0)));
        assertThat(line.path("errorCode").asText()).isEqualTo("Lambda.ProcessingFailedStatus");
        assertThat(new String(line.path("rawData").binaryValue(), StandardCharsets.UTF_8))
                .isEqualTo("bad");
        assertThat(line.path("attemptsMade").asInt()).isEqualTo(1);
        assertThat(line.path("lambdaArn").asText()).isEqualTo(FUNCTION);
        assertThat(line.path("attemptEndingTimestamp").asLong())
                .isGreaterThanOrEqualTo(line.path("arrivalTimestamp").asLong());
    }

    @Test
    void shouldRetryFailedInvocation_andDeliverOnce() {
        var invocations = new AtomicInteger();
        var echo = echo();
        function = invoking(payload -> switch (invocations.getAndIncrement()) {
            case 0 -> throw new AwsError(429, "TooManyRequestsException", "Rate Exceeded");
            case 1 ->
                new FunctionInvoker.Result("Unhandled", "{\"errorMessage\":\"x\"}".getBytes(StandardCharsets.UTF_8));
            default -> echo.invoke(FUNCTION, payload);
        });
        streaming.firehose.create(Streaming.delivery(Streaming.config()));
        put("once");
        Streaming.await(() -> streaming.delivered().size() == 1);
        assertThat(streaming.delivered()).containsExactly("ONCE");
        assertThat(invocations).hasValue(3);
        assertThat(streaming.keys("errors/")).isEmpty();
    }

    @Test
    void shouldGiveUpTheBatch_whenEveryAttemptFails() throws Exception {
        var answers = List.of(
                "Lambda.FunctionError",
                "Lambda.MissingRecordId",
                "Lambda.DuplicatedRecordId",
                "Lambda.JsonProcessingException",
                "Lambda.ResourceNotFound");
        var which = new AtomicInteger();
        function = invoking(payload -> {
            var request = JSON.readTree(payload);
            var record = request.at("/records/0");
            var answer = Streaming.node();
            switch (which.get()) {
                case 0 -> {
                    return new FunctionInvoker.Result("Unhandled", "{}".getBytes(StandardCharsets.UTF_8));
                }
                case 1 -> answer.putArray("records");
                case 2 ->
                    answer.putArray("records").add(answer(record, "Ok", "x")).add(answer(record, "Ok", "x"));
                case 3 -> answer.putArray("records").add(answer(record, "Fine", "x"));
                default -> throw new AwsError(404, "ResourceNotFoundException", "gone");
            }
            return new FunctionInvoker.Result(null, JSON.writeValueAsBytes(answer));
        });
        streaming.firehose.create(Streaming.delivery(Streaming.config()));
        var codes = new ArrayList<String>();
        for (int i = 0; i < answers.size(); i++) {
            which.set(i);
            put("record " + i);
            var expected = i + 1;
            Streaming.await(() -> streaming.keys("errors/").size() == expected);
        }
        for (var key : streaming.keys("errors/")) {
            var line = JSON.readTree(streaming.read(key));
            assertThat(line.path("attemptsMade").asInt()).isEqualTo(3);
            codes.add(line.path("errorCode").asText());
        }
        assertThat(codes).containsExactlyInAnyOrderElementsOf(answers);
        assertThat(streaming.delivered()).isEmpty();
    }

    @Test
    void shouldLoseNothing_whenRestartedAtAnyTime() {
        streaming.firehose.create(Streaming.delivery(Streaming.config()));
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 100; i++) {
                put(round + "/" + i);
            }
            stop();
            start();
            streaming.delivering();
        }
        Streaming.await(() -> streaming.delivered().stream().distinct().count() == 500);
    }

    @Test
    void shouldWaitForTheBucket_andLoseNothing() {
        streaming.server.delete(Streaming.bucket());
        streaming.firehose.create(Streaming.delivery(Streaming.config()));
        put("patient");
        Streaming.await(() -> !requests.isEmpty());
        streaming.server.create(Streaming.bucket());
        Streaming.await(() -> streaming.delivered().equals(List.of("PATIENT")));
    }

    @Test
    void shouldBackUpSource_andCompress_whenAsked() throws Exception {
        var config = Streaming.config();
        var s3Config = (ObjectNode) config.path("extendedS3Configuration");
        s3Config.put("compressionFormat", "GZIP").put("s3BackupMode", "Enabled");
        s3Config.putObject("s3BackupConfiguration")
                .put("roleArn", Streaming.ROLE)
                .put("bucketArn", "arn:aws:s3:::lake")
                .put("prefix", "source/");
        streaming.firehose.create(Streaming.delivery(config));
        put("raw");
        Streaming.await(() -> !streaming.keys("source/").isEmpty());

        assertThat(streaming.read(streaming.keys("source/").get(0))).isEqualTo("raw");
        assertThat(streaming.keys("source/").get(0)).matches("source/\\d{4}/\\d\\d/\\d\\d/\\d\\d/delivery-1-.*");
        assertThat(streaming.keys("out/")).allMatch(k -> k.endsWith(".gz"));
        var packed = streaming
                .s3
                .getObjectAsBytes(
                        r -> r.bucket("lake").key(streaming.keys("out/").get(0)))
                .asByteArray();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                .isEqualTo("RAW\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldDeliverLargeRecords_withinTheFunctionsLimit() {
        streaming.firehose.create(Streaming.delivery(Streaming.config()));
        var large = "x".repeat((1 << 20) - 10);
        for (int i = 0; i < 6; i++) {
            streaming.put("k" + i, large);
        }
        Streaming.await(() -> streaming.delivered().size() == 6);
        assertThat(streaming.delivered()).allMatch(line -> line.length() == large.length());
        assertThat(requests).allMatch(r -> r.toString().length() <= Transformation.MAX_PAYLOAD);
    }

    @Test
    void shouldDeliverUntransformed_whenThereIsNoProcessor() {
        var config = Streaming.config();
        var s3Config = (ObjectNode) config.path("extendedS3Configuration");
        s3Config.remove("processingConfiguration");
        var processing = s3Config.putObject("processingConfiguration").put("enabled", true);
        var delimiter = processing.putArray("processors").addObject().put("type", "AppendDelimiterToRecord");
        delimiter
                .putArray("parameters")
                .addObject()
                .put("parameterName", "Delimiter")
                .put("parameterValue", "\\n");
        streaming.firehose.create(Streaming.delivery(config));
        put("plain");
        put("plain");
        Streaming.await(() -> streaming.delivered().equals(List.of("plain", "plain")));
        assertThat(requests).isEmpty();
    }

    @Test
    void shouldRefuse_whenTheStreamIsAbsent() {
        var config = Streaming.config();
        ((ObjectNode) config.path("kinesisSourceConfiguration"))
                .put("kinesisStreamArn", "arn:aws:kinesis:us-east-1:000000000000:stream/absent");
        assertThatThrownBy(() -> streaming.firehose.create(Streaming.delivery(config)))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ResourceNotFoundException"));
    }

    private void put(String text) {
        streaming.put("customer", text);
    }

    private interface Invocation {
        FunctionInvoker.Result invoke(byte[] payload) throws IOException;
    }

    private interface Transform {
        ObjectNode apply(JsonNode record);
    }

    private static FunctionInvoker invoking(Invocation invocation) {
        return new FunctionInvoker() {
            @Override
            public Result invoke(String name, byte[] payload) {
                try {
                    return invocation.invoke(payload);
                } catch (IOException e) {
                    throw new AssertionError("The request is no JSON", e);
                }
            }

            @Override
            public void invokeLater(String name, byte[] payload) {
                throw new AssertionError("Firehose waits for its function");
            }
        };
    }

    private FunctionInvoker transforming(Transform transform) {
        return invoking(payload -> {
            var request = JSON.readTree(payload);
            requests.add(request);
            var answer = Streaming.node();
            var records = answer.putArray("records");
            request.path("records").forEach(record -> records.add(transform.apply(record)));
            return new FunctionInvoker.Result(null, JSON.writeValueAsBytes(answer));
        });
    }

    private FunctionInvoker echo() {
        return transforming(record -> answer(record, "Ok", text(record).toUpperCase(Locale.ROOT) + "\n"));
    }

    private static ObjectNode answer(JsonNode record, String result, String data) {
        return Streaming.node()
                .put("recordId", record.path("recordId").asText())
                .put("result", result)
                .put("data", Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(JsonNode record) {
        return new String(Base64.getDecoder().decode(record.path("data").asText()), StandardCharsets.UTF_8);
    }
}
