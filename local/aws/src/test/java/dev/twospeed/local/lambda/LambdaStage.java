package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.Ports;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.network.ProcessNetwork;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import dev.twospeed.local.s3.LocalS3;
import dev.twospeed.local.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A Lambda service in a folder, with an S3 server beside it, and shorthands to deploy to it. */
final class LambdaStage implements AutoCloseable {
    static final String ROLE = "arn:aws:iam::000000000000:role/function";
    static final ObjectMapper JSON = new ObjectMapper();

    final Granting granting = new Granting();
    final Metrics metrics = new Metrics(Clock.systemUTC());
    final AccessKeys keys;
    final S3Server bucket;
    final S3Client s3;
    final LambdaService functions;

    LambdaStage(Path folder) {
        this(folder, ProcessNetwork.unrestricted());
    }

    LambdaStage(Path folder, ProcessNetwork network) {
        keys = AccessKeys.open(folder.resolve("keys"));
        granting.role("function", "lambda.amazonaws.com", Granting.allow("*", "*"));
        bucket = LocalS3.open(folder, keys, granting.access(), (source, type, detail) -> {});
        var operator = keys.of(AccessKeys.OPERATOR);
        s3 = S3Client.builder()
                .endpointOverride(bucket.plainEndpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(operator.id(), operator.secret())))
                .build();
        var endpoints = LocalS3.endpoints(folder, bucket, URI.create("http://127.0.0.1:1"));
        try {
            functions = new LambdaService(
                    folder.resolve("with space"),
                    classpathFile(),
                    () -> endpoints,
                    keys,
                    granting.access(),
                    s3,
                    Ports.open(folder.resolve("ports.json")),
                    (sender, queue, body, attributes) -> {
                        throw new AwsError(400, "QueueDoesNotExist", "there are no queues here");
                    },
                    network,
                    metrics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path classpathFile() {
        return Path.of(System.getProperty("twospeed.root"), "local/lambda-runtime/target/classpath");
    }

    static String classpath() {
        try {
            return Files.readString(classpathFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode inputs(Path zip) {
        var inputs = JsonNodeFactory.instance.objectNode();
        inputs.put("handler", "example.Handler::handle")
                .put("runtime", "java21")
                .put("role", ROLE);
        inputs.put("memorySize", 128).put("timeout", 20);
        inputs.putObject("code").put("path", zip.toString());
        return inputs;
    }

    static Resource function(String name, ObjectNode inputs) {
        var outputs = inputs.deepCopy();
        outputs.put("name", name).put("arn", arn(name));
        return new Resource("urn:" + name, "aws:lambda/function:Function", name, inputs, outputs);
    }

    static Resource of(String type, String id, ObjectNode inputs) {
        return new Resource("urn:" + id, type, id, inputs, inputs.deepCopy());
    }

    static Resource alias(String function, String alias, String version) {
        var inputs = JsonNodeFactory.instance
                .objectNode()
                .put("functionName", arn(function))
                .put("name", alias)
                .put("functionVersion", version);
        return of("aws:lambda/alias:Alias", arn(function) + ":" + alias, inputs);
    }

    static String arn(String name) {
        return "arn:aws:lambda:us-east-1:000000000000:function:" + name;
    }

    JsonNode call(String function, String event) {
        var result = functions.invoke(function, event.getBytes(StandardCharsets.UTF_8));
        return json(result.payload());
    }

    static JsonNode json(byte[] document) {
        try {
            return JSON.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        functions.close();
        s3.close();
        bucket.close();
    }
}
