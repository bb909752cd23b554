package dev.twospeed.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.engines.LocalAuthority;
import dev.twospeed.local.Endpoints;
import dev.twospeed.local.api.ApiServer;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Policies;
import dev.twospeed.local.kinesis.KinesisService;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.resource.Resource;
import dev.twospeed.local.s3.S3Clients;
import dev.twospeed.local.s3.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.s3.S3Client;

class ReplayTest {
    private static final String BUCKET = "recommendations";
    private static final String STREAM = "events";
    private static final String FAILED = "errors/processing-failed/";

    @TempDir
    Path folder;

    private S3Server s3Server;
    private S3Client s3;
    private KinesisService kinesisService;
    private ApiServer api;
    private KinesisClient kinesis;

    @BeforeEach
    void start() {
        var keys = AccessKeys.open(folder.resolve("keys"));
        var key = keys.of(AccessKeys.OPERATOR);
        var access = new Access(new Policies("us-east-1"), "us-east-1");
        var authority = LocalAuthority.open(folder.resolve("authority"));
        s3Server = new S3Server(
                folder.resolve("s3"),
                new S3Server.Listening(0, 0, authority),
                keys,
                access,
                (source, type, detail) -> {});
        s3Server.create(resource("aws:s3/bucketV2:BucketV2", node().put("bucket", BUCKET)));
        s3 = S3Clients.of(
                new Endpoints(s3Server.endpoint(), s3Server.endpoint(), "us-east-1", authority.trustStore()), key);
        kinesisService =
                new KinesisService(folder.resolve("kinesis"), "us-east-1", access, new Metrics(Clock.systemUTC()));
        kinesisService.create(
                resource("aws:kinesis/stream:Stream", node().put("name", STREAM).put("shardCount", 1)));
        api = new ApiServer(0, keys, List.of(kinesisService));
        kinesis = KinesisClient.builder()
                .endpointOverride(api.endpoint())
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }

    @AfterEach
    void stop() {
        kinesis.close();
        api.close();
        kinesisService.close();
        s3.close();
        s3Server.close();
    }

    @Test
    void shouldSendWhatFailedOnce_whenRunTwice() {
        put(FAILED + "a", failed(event("e1")) + failed("noise"));

        assertThat(replay(FAILED)).isEqualTo(new Replay.Result(1, 0, 2, 0));
        assertThat(replay(FAILED)).isEqualTo(new Replay.Result(0, 1, 0, 0));

        assertThat(sent()).containsExactly("7 " + event("e1"), "none noise");
    }

    @Test
    void shouldSendTheBackup_whenItIsPackedAndHasNoLineBreaks() throws IOException {
        s3.putObject(
                r -> r.bucket(BUCKET).key("source/a.gz"),
                RequestBody.fromBytes(packed(event("e1") + event("e2") + "\n" + event("e3"))));

        assertThat(replay("source/").events()).isEqualTo(3);

        assertThat(sent()).containsExactly("7 " + event("e1"), "7 " + event("e2"), "7 " + event("e3"));
    }

    @Test
    void shouldLeaveAnEventAlone_whenItFailedAfterEachReplay() {
        for (var time = 0; time < Replay.MOST_ATTEMPTS; time++) {
            put(FAILED + time, failed(event("e1")));
            assertThat(replay(FAILED).events()).isEqualTo(1);
        }
        put(FAILED + "again", failed(event("e1")) + failed(event("e2")));

        assertThat(replay(FAILED)).isEqualTo(new Replay.Result(1, Replay.MOST_ATTEMPTS, 1, 1));

        assertThat(sent()).hasSize(Replay.MOST_ATTEMPTS + 1);
    }

    @Test
    void shouldSendAgain_whenARunEndedBeforeItsEventsWereAcknowledged() throws Exception {
        put(FAILED + "a", failed(event("e1")));
        assertThatThrownBy(() ->
                        new Replay(s3, new EventSender(kinesis, "absent"), BUCKET, false).under(FAILED, Instant.EPOCH))
                .isInstanceOf(ResourceNotFoundException.class);

        assertThat(replay(FAILED)).isEqualTo(new Replay.Result(1, 0, 1, 0));

        assertThat(sent()).containsExactly("7 " + event("e1"));
    }

    @Test
    void shouldSendNothing_whenItIsADryRunOrAllIsOlder() throws Exception {
        put(FAILED + "a", failed(event("e1")));
        var sender = new EventSender(kinesis, STREAM);

        assertThat(new Replay(s3, sender, BUCKET, true).under(FAILED, Instant.EPOCH))
                .isEqualTo(new Replay.Result(1, 0, 1, 0));
        assertThat(new Replay(s3, sender, BUCKET, false)
                        .under(FAILED, Instant.now().plus(Duration.ofHours(1))))
                .isEqualTo(new Replay.Result(0, 0, 0, 0));

        assertThat(sent()).isEmpty();
        assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents()).hasSize(1);
    }

    private Replay.Result replay(String prefix) {
        try {
            return new Replay(s3, new EventSender(kinesis, STREAM), BUCKET, false).under(prefix, Instant.EPOCH);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> sent() {
        var iterator = kinesis.getShardIterator(r -> r.streamName(STREAM)
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return kinesis.getRecords(r -> r.shardIterator(iterator)).records().stream()
                .map(record -> record.partitionKey() + " " + record.data().asUtf8String())
                .toList();
    }

    private void put(String key, String content) {
        s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(content));
    }

    private static String event(String id) {
        return "{\"event_id\":\"" + id + "\",\"customer_number\":7}";
    }

    private static String failed(String raw) {
        var data = Base64.getEncoder().encodeToString(raw.getBytes(StandardCharsets.UTF_8));
        return "{\"attemptsMade\":1,\"errorCode\":\"Lambda.ProcessingFailedStatus\",\"rawData\":\"" + data + "\"}\n";
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Resource resource(String type, ObjectNode inputs) {
        return new Resource("urn", type, "id", inputs, inputs.deepCopy());
    }
}
