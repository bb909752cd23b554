package dev.twospeed.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.kinesis.KinesisService;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import dev.twospeed.local.s3.S3Clients;
import dev.twospeed.local.s3.S3Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class FirehoseServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:transform:live";
    private static final String ROLE = "arn:aws:iam::000000000000:role/delivery";

    @TempDir
    Path folder;

    private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
    private volatile FunctionInvoker function = echo();
    private AccessKeys keys;
    private S3Server s3Server;
    private KinesisService kinesis;
    private FirehoseService firehose;
    private S3Client s3;

    @BeforeEach
    void start() {
        keys = AccessKeys.open(folder.resolve("keys"));
        open();
        s3Server.create(resource("aws:s3/bucketV2:BucketV2", node().put("bucket", "lake")));
        kinesis.create(stream());
    }

    private void open() {
        s3Server = new S3Server(folder.resolve("s3"), 0, keys, (a, b, c) -> {});
        kinesis = new KinesisService(folder.resolve("kinesis"), "us-east-1");
        FunctionInvoker functions = new FunctionInvoker() {
            @Override
            public Result invoke(String name, byte[] payload) {
                assertThat(name).isEqualTo(FUNCTION);
                return function.invoke(name, payload);
            }

            @Override
            public void invokeLater(String name, byte[] payload) {
                throw new AssertionError("Firehose waits for its function");
            }
        };
        firehose = new FirehoseService(
                folder.resolve("firehose"),
                "us-east-1",
                kinesis,
                functions,
                role -> S3Clients.of(s3Server.endpoint(), "us-east-1", keys.of(role)));
        s3 = S3Clients.of(s3Server.endpoint(), "us-east-1", keys.of(AccessKeys.OPERATOR));
    }

    @AfterEach
    void stop() {
        firehose.close();
        kinesis.close();
        s3.close();
        s3Server.close();
    }

    @Test
    void shouldDeliverEachRecordOnce_throughTheFunction() {
        put("before");
        firehose.create(delivery(config()));
        IntStream.range(0, 500).forEach(i -> put("event " + i));

        await(() -> delivered().size() == 500);

        assertThat(delivered())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "EVENT " + i).toList());
        assertThat(keys("out/"))
                .allMatch(
                        k -> k.matches(
                                "out/\\d{4}/\\d\\d/\\d\\d/\\d\\d/delivery-1-\\d{4}(-\\d\\d){5}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
        assertThat(keys("errors/")).isEmpty();
    }

    @Test
    void shouldKeepOrderOfEachShard() {
        firehose.create(delivery(config()));
        IntStream.range(0, 300).forEach(i -> put("k" + i % 3, i % 3 + " " + i));
        await(() -> delivered().size() == 300);
        for (int k = 0; k < 3; k++) {
            var prefix = k + " ";
            assertThat(delivered().stream()
                            .filter(line -> line.startsWith(prefix))
                            .map(line -> Integer.parseInt(line.substring(2))))
                    .isSorted()
                    .hasSize(100);
        }
    }

    @Test
    void shouldSendAwsRequest() {
        firehose.create(delivery(config()));
        put("customer 7", "hello");
        await(() -> !requests.isEmpty());

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
        firehose.create(delivery(config()));
        put("good");
        put("bad");
        put("noise");
        put("better");

        await(() -> delivered().size() == 2 && !keys("errors/").isEmpty());

        assertThat(delivered()).containsExactlyInAnyOrder("good", "better");
        assertThat(invocations).hasValue(4);
        assertThat(keys("errors/")).allMatch(k -> k.startsWith("errors/processing-failed/"));
        var line = JSON.readTree(read(keys("errors/").get(0)));
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
        firehose.create(delivery(config()));
        put("once");
        await(() -> delivered().size() == 1);
        assertThat(delivered()).containsExactly("ONCE");
        assertThat(invocations).hasValue(3);
        assertThat(keys("errors/")).isEmpty();
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
            var answer = node();
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
        firehose.create(delivery(config()));
        var codes = new ArrayList<String>();
        for (int i = 0; i < answers.size(); i++) {
            which.set(i);
            put("record " + i);
            var expected = i + 1;
            await(() -> keys("errors/").size() == expected);
        }
        for (var key : keys("errors/")) {
            var line = JSON.readTree(read(key));
            assertThat(line.path("attemptsMade").asInt()).isEqualTo(3);
            codes.add(line.path("errorCode").asText());
        }
        assertThat(codes).containsExactlyInAnyOrderElementsOf(answers);
        assertThat(delivered()).isEmpty();
    }

    @Test
    void shouldLoseNothing_whenRestartedAtAnyTime() {
        firehose.create(delivery(config()));
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 100; i++) {
                put(round + "/" + i);
            }
            stop();
            open();
            s3Server.resume(resource("aws:s3/bucketV2:BucketV2", node().put("bucket", "lake")));
            kinesis.resume(stream());
            firehose.resume(delivery(config()));
        }
        await(() -> delivered().stream().distinct().count() == 500);
    }

    @Test
    void shouldWaitForTheBucket_andLoseNothing() {
        s3Server.delete(resource("aws:s3/bucketV2:BucketV2", node().put("bucket", "lake")));
        firehose.create(delivery(config()));
        put("patient");
        await(() -> !requests.isEmpty());
        s3Server.create(resource("aws:s3/bucketV2:BucketV2", node().put("bucket", "lake")));
        await(() -> delivered().equals(List.of("PATIENT")));
    }

    @Test
    void shouldBackUpSource_andCompress_whenAsked() throws Exception {
        var config = config();
        var s3Config = (ObjectNode) config.path("extendedS3Configuration");
        s3Config.put("compressionFormat", "GZIP").put("s3BackupMode", "Enabled");
        s3Config.putObject("s3BackupConfiguration")
                .put("roleArn", ROLE)
                .put("bucketArn", "arn:aws:s3:::lake")
                .put("prefix", "source/");
        firehose.create(delivery(config));
        put("raw");
        await(() -> !keys("source/").isEmpty());

        assertThat(read(keys("source/").get(0))).isEqualTo("raw");
        assertThat(keys("source/").get(0)).matches("source/\\d{4}/\\d\\d/\\d\\d/\\d\\d/delivery-1-.*");
        assertThat(keys("out/")).allMatch(k -> k.endsWith(".gz"));
        var packed = s3.getObjectAsBytes(r -> r.bucket("lake").key(keys("out/").get(0)))
                .asByteArray();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                .isEqualTo("RAW\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldDeliverLargeRecords_withinTheFunctionsLimit() {
        firehose.create(delivery(config()));
        var large = "x".repeat((1 << 20) - 10);
        for (int i = 0; i < 6; i++) {
            put("k" + i, large);
        }
        await(() -> delivered().size() == 6);
        assertThat(delivered()).allMatch(line -> line.length() == large.length());
        assertThat(requests).allMatch(r -> r.toString().length() <= Transformation.MAX_PAYLOAD);
    }

    @Test
    void shouldDeliverUntransformed_whenThereIsNoProcessor() {
        var config = config();
        var s3Config = (ObjectNode) config.path("extendedS3Configuration");
        s3Config.remove("processingConfiguration");
        var processing = s3Config.putObject("processingConfiguration").put("enabled", true);
        var delimiter = processing.putArray("processors").addObject().put("type", "AppendDelimiterToRecord");
        delimiter
                .putArray("parameters")
                .addObject()
                .put("parameterName", "Delimiter")
                .put("parameterValue", "\\n");
        firehose.create(delivery(config));
        put("plain");
        put("plain");
        await(() -> delivered().equals(List.of("plain", "plain")));
        assertThat(requests).isEmpty();
    }

    @Test
    void shouldRefuse_whatAwsRefuses() {
        refused("bufferingSize", s3Config -> s3Config.put("bufferingSize", 129));
        refused("bufferingInterval", s3Config -> s3Config.put("bufferingInterval", 901));
        refused("roleArn", s3Config -> s3Config.put("roleArn", "me"));
        refused("bucketArn", s3Config -> s3Config.put("bucketArn", "lake"));
        refused("compressionFormat", s3Config -> s3Config.put("compressionFormat", "RAR"));
        refused("BufferSizeInMBs", s3Config -> parameter(s3Config, "BufferSizeInMBs", "0.1"));
        refused("BufferIntervalInSeconds", s3Config -> parameter(s3Config, "BufferIntervalInSeconds", "soon"));
        refused("NumberOfRetries", s3Config -> parameter(s3Config, "NumberOfRetries", "301"));
        refused("LambdaArn", s3Config -> parameter(s3Config, "LambdaArn", "transform"));
        refused("ErrorOutputPrefix", s3Config -> s3Config.put("errorOutputPrefix", "e/!{timestamp:yyyy}/"));
        refused("date pattern", s3Config -> s3Config.put("prefix", "out/!{timestamp:bbbb}/"));
        var noStream = config();
        noStream.putObject("kinesisSourceConfiguration")
                .put("roleArn", ROLE)
                .put("kinesisStreamArn", "arn:aws:kinesis:us-east-1:000000000000:stream/absent");
        assertThatThrownBy(() -> firehose.create(delivery(noStream)))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ResourceNotFoundException"));
    }

    private void refused(String word, Consumer<ObjectNode> change) {
        var config = config();
        change.accept((ObjectNode) config.path("extendedS3Configuration"));
        assertThatThrownBy(() -> firehose.create(delivery(config)))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(word);
    }

    private static void parameter(ObjectNode s3Config, String name, String value) {
        for (var parameter : s3Config.at("/processingConfiguration/processors/0/parameters")) {
            if (parameter.path("parameterName").asText().equals(name)) {
                ((ObjectNode) parameter).put("parameterValue", value);
            }
        }
    }

    private static ObjectNode config() {
        var config = node().put("name", "delivery").put("destination", "extended_s3");
        config.putObject("kinesisSourceConfiguration")
                .put("kinesisStreamArn", "arn:aws:kinesis:us-east-1:000000000000:stream/events")
                .put("roleArn", ROLE);
        var s3Config = config.putObject("extendedS3Configuration")
                .put("roleArn", ROLE)
                .put("bucketArn", "arn:aws:s3:::lake")
                .put("prefix", "out/!{timestamp:yyyy/MM/dd/HH}/")
                .put("errorOutputPrefix", "errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/")
                .put("bufferingSize", 1)
                .put("bufferingInterval", 0);
        var processing = s3Config.putObject("processingConfiguration").put("enabled", true);
        var lambda = processing.putArray("processors").addObject().put("type", "Lambda");
        var parameters = lambda.putArray("parameters");
        parameters.addObject().put("parameterName", "LambdaArn").put("parameterValue", FUNCTION);
        parameters.addObject().put("parameterName", "BufferSizeInMBs").put("parameterValue", "0.2");
        parameters.addObject().put("parameterName", "BufferIntervalInSeconds").put("parameterValue", "0");
        parameters.addObject().put("parameterName", "NumberOfRetries").put("parameterValue", "2");
        return config;
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Resource stream() {
        return resource(
                "aws:kinesis/stream:Stream", node().put("name", "events").put("shardCount", 2));
    }

    private static Resource delivery(ObjectNode config) {
        return resource("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", config);
    }

    private static Resource resource(String type, ObjectNode inputs) {
        return new Resource("urn", type, "id", inputs, inputs.deepCopy());
    }

    private void put(String text) {
        put("customer", text);
    }

    private void put(String key, String text) {
        var request = node().put("StreamName", "events").put("PartitionKey", key);
        request.put("Data", text.getBytes(StandardCharsets.UTF_8));
        kinesis.handle("PutRecord", request, AccessKeys.OPERATOR);
    }

    private List<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(r -> r.bucket("lake").prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private List<String> delivered() {
        return keys("out/").stream().flatMap(key -> read(key).lines()).toList();
    }

    private String read(String key) {
        return s3.getObjectAsBytes(r -> r.bucket("lake").key(key)).asUtf8String();
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 30 s").isLessThan(deadline);
            Thread.onSpinWait();
        }
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
            var answer = node();
            var records = answer.putArray("records");
            request.path("records").forEach(record -> records.add(transform.apply(record)));
            return new FunctionInvoker.Result(null, JSON.writeValueAsBytes(answer));
        });
    }

    private FunctionInvoker echo() {
        return transforming(record -> answer(record, "Ok", text(record).toUpperCase(Locale.ROOT) + "\n"));
    }

    private static ObjectNode answer(JsonNode record, String result, String data) {
        return node().put("recordId", record.path("recordId").asText())
                .put("result", result)
                .put("data", Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(JsonNode record) {
        return new String(Base64.getDecoder().decode(record.path("data").asText()), StandardCharsets.UTF_8);
    }
}
