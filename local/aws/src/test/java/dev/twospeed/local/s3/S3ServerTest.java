package dev.twospeed.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.engines.LocalAuthority;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.AccessKeys.AccessKey;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3ServerTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/loader";

    @TempDir
    Path folder;

    private final Queue<ObjectNode> events = new ConcurrentLinkedQueue<>();
    private final Granting granting = new Granting();
    private AccessKeys keys;
    private S3Server server;
    private S3Client s3;

    @BeforeEach
    void start() {
        keys = AccessKeys.open(folder.resolve("keys"));
        open();
        server.create(bucket("lake", false));
    }

    private void open() {
        granting.role(
                "loader", "lambda.amazonaws.com", Granting.allow("s3:Get* s3:Put* s3:Delete* s3:List* s3:Abort*", "*"));
        server = LocalS3.open(folder, keys, granting.access(), (source, type, detail) -> events.add(detail));
        s3 = client(server.plainEndpoint(), keys.of(ROLE));
    }

    @AfterEach
    void stop() {
        s3.close();
        server.close();
    }

    @Test
    void shouldReadBackWhole_orRange_whenPut() {
        put("a/b.txt", "hello world");

        assertThat(get("a/b.txt")).isEqualTo("hello world");
        assertThat(s3.getObjectAsBytes(r -> r.bucket("lake").key("a/b.txt").range("bytes=6-"))
                        .asUtf8String())
                .isEqualTo("world");
        assertThat(folder.resolve("s3/buckets/lake/a/b.txt")).hasContent("hello world");
        assertThatThrownBy(() -> get("a/absent")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void shouldAnswerNoSuchBucket_whenNoStackMadeIt() {
        assertThatThrownBy(() -> s3.putObject(r -> r.bucket("nobody").key("k"), RequestBody.fromString("x")))
                .isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> s3.createBucket(r -> r.bucket("nobody")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("not authorized to perform: s3:CreateBucket");
    }

    @Test
    void shouldRefuse_whenKeyIsUnknownOrSecretWrong() {
        try (var stranger = client(server.plainEndpoint(), new AccessKey("ASIAUNKNOWN00000", "secret"));
                var liar = client(
                        server.plainEndpoint(), new AccessKey(keys.of(ROLE).id(), "wrong"))) {
            assertThatThrownBy(() -> stranger.listBuckets())
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAccessKeyId"));
            assertThatThrownBy(() -> liar.listBuckets())
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
        }
    }

    @Test
    void shouldHonourConditions_whenPutAndGet() {
        var first = s3.putObject(r -> r.bucket("lake").key("once").ifNoneMatch("*"), RequestBody.fromString("1"));
        assertThatThrownBy(() ->
                        s3.putObject(r -> r.bucket("lake").key("once").ifNoneMatch("*"), RequestBody.fromString("2")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThatThrownBy(() ->
                        s3.getObjectAsBytes(r -> r.bucket("lake").key("once").ifNoneMatch(first.eTag())))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
        assertThat(get("once")).isEqualTo("1");
    }

    @Test
    void shouldPageInKeyOrder_whenListed() {
        IntStream.range(0, 25).forEach(i -> put("models/v" + (100 + i) + "/manifest.json", "{}"));
        put("other/x", "x");

        var pages = s3.listObjectsV2Paginator(
                r -> r.bucket("lake").prefix("models/").maxKeys(10));

        assertThat(pages.stream().count()).isEqualTo(3);
        assertThat(pages.contents().stream().map(S3Object::key))
                .hasSize(25)
                .isSorted()
                .allMatch(k -> k.startsWith("models/"));
        assertThat(s3.listObjectsV2(r -> r.bucket("lake").delimiter("/")).commonPrefixes())
                .extracting(p -> p.prefix())
                .containsExactly("models/", "other/");
    }

    @Test
    void shouldDeleteSeveral_whenAsked() {
        put("a", "1");
        put("b", "2");
        put("c", "3");

        s3.deleteObjects(r -> r.bucket("lake")
                .delete(d -> d.objects(
                        ObjectIdentifier.builder().key("a").build(),
                        ObjectIdentifier.builder().key("b").build())));

        assertThat(s3.listObjectsV2(r -> r.bucket("lake")).contents())
                .extracting(S3Object::key)
                .containsExactly("c");
    }

    @Test
    void shouldPublishOnce_whenMultipartUploadCompletes() {
        server.create(notification(true));
        var part = "x".repeat(5 << 20);
        var upload = s3.createMultipartUpload(r -> r.bucket("lake").key("big")).uploadId();
        var parts = IntStream.rangeClosed(1, 2)
                .mapToObj(n -> CompletedPart.builder()
                        .partNumber(n)
                        .eTag(s3.uploadPart(
                                        r -> r.bucket("lake")
                                                .key("big")
                                                .uploadId(upload)
                                                .partNumber(n),
                                        RequestBody.fromString(part))
                                .eTag())
                        .build())
                .toList();
        assertThat(events).isEmpty();

        s3.completeMultipartUpload(
                r -> r.bucket("lake").key("big").uploadId(upload).multipartUpload(m -> m.parts(parts)));

        assertThat(s3.headObject(r -> r.bucket("lake").key("big")).contentLength())
                .isEqualTo(10L << 20);
        assertThat(events).hasSize(1);
        var detail = events.remove();
        assertThat(detail.path("reason").asText()).isEqualTo("CompleteMultipartUpload");
        assertThat(detail.path("object").path("size").asLong()).isEqualTo(10L << 20);
    }

    @Test
    void shouldPublishAwsShape_onlyWhileBucketNotifies() {
        put("quiet", "x");
        server.create(notification(true));
        put("models/v1/manifest.json", "{\"a\":1}");
        server.update(notification(true), notification(false));
        put("quiet again", "x");

        assertThat(events).hasSize(1);
        var detail = events.remove();
        assertThat(detail.at("/bucket/name").asText()).isEqualTo("lake");
        assertThat(detail.at("/object/key").asText()).isEqualTo("models/v1/manifest.json");
        assertThat(detail.at("/object/size").asLong()).isEqualTo(7);
        assertThat(detail.at("/object/etag").asText()).matches("[0-9a-f]{32}");
        assertThat(detail.path("reason").asText()).isEqualTo("PutObject");
    }

    @Test
    void shouldPutContentOrFile_whenStackMakesObject() throws Exception {
        var file = Files.writeString(folder.resolve("handlers.zip"), "zip bytes");
        var text = object("conf.json");
        text.inputs().put("content", "{}").put("contentType", "application/json");
        var asset = object("handlers/abc.zip");
        asset.inputs().putObject("source").put("path", file.toString());
        var absent = object("gone.zip");
        absent.inputs()
                .putObject("source")
                .put("path", folder.resolve("gone.zip").toString());

        server.create(text);
        var outputs = server.create(asset);

        assertThat(get("conf.json")).isEqualTo("{}");
        assertThat(get("handlers/abc.zip")).isEqualTo("zip bytes");
        assertThat(outputs.path("etag").asText()).matches("[0-9a-f]{32}");
        assertThatThrownBy(() -> server.create(absent))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("gone.zip");
        server.delete(asset);
        assertThatThrownBy(() -> get("handlers/abc.zip")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void shouldRefuseToDelete_whenBucketHoldsObjectsAndNoForce() {
        put("a/b", "x");

        assertThatThrownBy(() -> server.delete(bucket("lake", false)))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("BucketNotEmpty"));
        assertThat(get("a/b")).isEqualTo("x");

        server.delete(bucket("lake", true));
        assertThatThrownBy(() -> get("a/b")).isInstanceOf(S3Exception.class);
        assertThat(folder.resolve("s3/buckets/lake")).doesNotExist();
    }

    @Test
    void shouldNeverListTemporaryNames_whileManyWrite() throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(w -> pool.submit(() -> {
                        for (int i = 0; i < 40; i++) {
                            put("out/" + w, "x".repeat(20_000));
                        }
                    }))
                    .toList();
            while (writers.stream().anyMatch(w -> !w.isDone())) {
                assertThat(s3.listObjectsV2(r -> r.bucket("lake")).contents())
                        .extracting(S3Object::key)
                        .allMatch(k -> k.matches("out/[0-3]"));
            }
            for (var writer : writers) {
                writer.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void shouldKeepObjectsAndSweepHalfWritten_whenReopenedAfterKill() throws Exception {
        server.create(notification(true));
        put("out/whole", "x");
        stop();
        var entry = folder.resolve("s3/unfinished/5f0c3b0e-0000-4000-8000-000000000001");
        Files.writeString(entry, "lake\nout/half\n");
        var half = folder.resolve("s3/buckets/lake/out/half-5f0c3b0e-0000-4000-8000-000000000002");
        Files.writeString(half, "hal", StandardCharsets.UTF_8);
        events.clear();

        open();
        server.resume(bucket("lake", false));
        server.resume(notification(true));

        assertThat(s3.listObjectsV2(r -> r.bucket("lake")).contents())
                .extracting(S3Object::key)
                .containsExactly("out/whole");
        assertThat(half).doesNotExist();
        put("out/new", "y");
        assertThat(events).hasSize(1);
    }

    @Test
    void shouldNameThePort_whenItIsTaken() {
        var port = server.plainEndpoint().getPort();
        assertThatThrownBy(() -> new S3Server(
                        folder.resolve("second"),
                        new S3Server.Listening(0, port, LocalAuthority.open(folder.resolve("authority"))),
                        keys,
                        granting.access(),
                        (a, b, c) -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(String.valueOf(port));
    }

    private void put(String key, String text) {
        s3.putObject(r -> r.bucket("lake").key(key), RequestBody.fromString(text));
    }

    private String get(String key) {
        return s3.getObjectAsBytes(r -> r.bucket("lake").key(key)).asUtf8String();
    }

    private static Resource bucket(String name, boolean forceDestroy) {
        var inputs = JsonNodeFactory.instance.objectNode();
        inputs.put("bucket", name).put("forceDestroy", forceDestroy);
        return new Resource("urn:" + name, "aws:s3/bucketV2:BucketV2", name, inputs, inputs.deepCopy());
    }

    private static Resource notification(boolean on) {
        var inputs = JsonNodeFactory.instance.objectNode();
        inputs.put("bucket", "lake").put("eventbridge", on);
        return new Resource("urn:n", "aws:s3/bucketNotification:BucketNotification", "lake", inputs, inputs.deepCopy());
    }

    private static Resource object(String key) {
        var inputs = JsonNodeFactory.instance.objectNode();
        inputs.put("bucket", "lake").put("key", key);
        return new Resource("urn:" + key, "aws:s3/bucketObjectv2:BucketObjectv2", key, inputs, inputs.deepCopy());
    }

    private static S3Client client(URI endpoint, AccessKey key) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }
}
