package dev.twospeed.local.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.kinesis.KinesisService;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import dev.twospeed.local.s3.LocalS3;
import dev.twospeed.local.s3.S3Clients;
import dev.twospeed.local.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A stream, a delivery stream and a bucket on disk, as they are after a stack was deployed; also a process to kill. */
final class Streaming implements AutoCloseable {
    static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:transform:live";
    static final String ROLE = "arn:aws:iam::000000000000:role/delivery";
    private static final ObjectMapper JSON = new ObjectMapper();

    final Granting granting = new Granting();
    final Metrics metrics = new Metrics(Clock.systemUTC());
    final KinesisService kinesis;
    final FirehoseService firehose;
    final S3Client s3;
    final S3Server server;

    /** Opens a folder; what it held is there again. */
    Streaming(Path folder, FunctionInvoker functions) {
        var keys = AccessKeys.open(folder.resolve("keys"));
        granting.role("delivery", "firehose.amazonaws.com", Granting.allow("*", "*"));
        server = LocalS3.open(folder, keys, granting.access(), (a, b, c) -> {});
        var endpoints = LocalS3.endpoints(folder, server, URI.create("http://127.0.0.1:1"));
        kinesis = new KinesisService(folder.resolve("kinesis"), "us-east-1", granting.access(), metrics);
        firehose = new FirehoseService(
                folder.resolve("firehose"),
                "us-east-1",
                kinesis,
                functions,
                granting.access(),
                role -> S3Clients.of(endpoints, keys.of(role)),
                metrics);
        s3 = S3Clients.of(endpoints, keys.of(AccessKeys.OPERATOR));
        server.resume(bucket());
        kinesis.resume(resource(
                "aws:kinesis/stream:Stream", node().put("name", "events").put("shardCount", 2)));
    }

    /** Goes on delivering; the first time, from the newest end of the stream. */
    Streaming delivering() {
        firehose.resume(delivery(config()));
        return this;
    }

    /**
     * Puts numbered records and prints each number once it is acknowledged, until it is killed. What is refused is put
     * again; of this it prints the message.
     */
    public static void main(String[] args) {
        var streaming = new Streaming(Path.of(args[0]), new LineEcho()).delivering();
        var first = Integer.parseInt(args[1]);
        for (int i = first; i < first + 1_000_000; i++) {
            while (true) {
                try {
                    streaming.put("k" + i % 5, String.valueOf(i));
                    break;
                } catch (AwsError e) {
                    System.out.println(e.getMessage());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            }
            System.out.println(i);
        }
    }

    void put(String key, String text) {
        put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    void put(String key, byte[] data) {
        var request = node().put("StreamName", "events").put("PartitionKey", key);
        request.put("Data", data);
        kinesis.handle("PutRecord", request, AccessKeys.OPERATOR);
    }

    List<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(r -> r.bucket("lake").prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    List<String> delivered() {
        return keys("out/").stream().flatMap(key -> read(key).lines()).toList();
    }

    String read(String key) {
        return s3.getObjectAsBytes(r -> r.bucket("lake").key(key)).asUtf8String();
    }

    /** Looks fifty times a second until the condition holds; fails after a minute. */
    static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The condition did not come true within a minute");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    static ObjectNode config() {
        var config = node().put("name", "delivery").put("destination", "extended_s3");
        config.putObject("kinesisSourceConfiguration")
                .put("kinesisStreamArn", "arn:aws:kinesis:us-east-1:000000000000:stream/events")
                .put("roleArn", ROLE);
        var s3Config = config.putObject("extendedS3Configuration")
                .put("roleArn", ROLE)
                .put("bucketArn", "arn:aws:s3:::lake")
                .put("prefix", "out/!{timestamp:yyyy/MM/dd/HH}/")
                .put("errorOutputPrefix", "errors/!{firehose:error-output-type}/")
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

    static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Resource bucket() {
        return resource("aws:s3/bucketV2:BucketV2", node().put("bucket", "lake"));
    }

    static Resource delivery(ObjectNode config) {
        return resource("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", config);
    }

    static Resource resource(String type, ObjectNode inputs) {
        return new Resource("urn", type, "id", inputs, inputs.deepCopy());
    }

    @Override
    public void close() {
        firehose.close();
        kinesis.close();
        s3.close();
        server.close();
    }

    /** A function that answers each record with itself and a line end. */
    static final class LineEcho implements FunctionInvoker {
        @Override
        public Result invoke(String function, byte[] payload) {
            try {
                var answer = node();
                var records = answer.putArray("records");
                for (JsonNode record : JSON.readTree(payload).path("records")) {
                    var line = new String(record.path("data").binaryValue(), StandardCharsets.UTF_8) + "\n";
                    records.addObject()
                            .put("recordId", record.path("recordId").asText())
                            .put("result", "Ok")
                            .put("data", line.getBytes(StandardCharsets.UTF_8));
                }
                return new Result(null, JSON.writeValueAsBytes(answer));
            } catch (IOException e) {
                throw new UncheckedIOException("The request is no JSON", e);
            }
        }

        @Override
        public void invokeLater(String function, byte[] payload) {
            throw new AssertionError("Firehose waits for its function");
        }
    }
}
