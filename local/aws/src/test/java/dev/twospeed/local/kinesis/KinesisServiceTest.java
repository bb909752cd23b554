package dev.twospeed.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.twospeed.local.api.ApiServer;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.metrics.Measured;
import dev.twospeed.local.metrics.Metric;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class KinesisServiceTest {
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/events";

    @TempDir
    Path folder;

    private final Granting granting = new Granting();
    private final Metrics metrics = new Metrics(Clock.systemUTC());
    private KinesisService service;
    private ApiServer server;
    private KinesisClient kinesis;

    @BeforeEach
    void start() {
        open();
        service.create(stream("events", 4));
    }

    private void open() {
        var keys = AccessKeys.open(folder.resolve("keys"));
        service = new KinesisService(folder.resolve("kinesis"), "us-east-1", granting.access(), metrics);
        server = new ApiServer(0, keys, List.of(service));
        var key = keys.of(AccessKeys.OPERATOR);
        kinesis = KinesisClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }

    @AfterEach
    void stop() {
        kinesis.close();
        server.close();
        service.close();
    }

    @Test
    void shouldCountWhatArrivesAndHowOldItIsWhenRead_forCloudWatch() {
        var first =
                kinesis.putRecord(r -> r.streamName("events").partitionKey("c1").data(bytes("one")));
        kinesis.putRecords(r -> r.streamName("events")
                .records(
                        e -> e.partitionKey("c1").data(bytes("two")),
                        e -> e.partitionKey("c1").data(bytes("three"))));
        assertThat(readAll(first.shardId(), ShardIteratorType.TRIM_HORIZON)).hasSize(3);

        var incoming = Metric.of("AWS/Kinesis", "IncomingRecords", "StreamName", "events");
        assertThat(Measured.sum(metrics, incoming)).isEqualTo(3);
        assertThat(Measured.count(metrics, incoming)).isEqualTo(2);
        var age = Metric.of("AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "StreamName", "events");
        assertThat(Measured.maximum(metrics, age)).isBetween(0.0, 60_000.0);
    }

    @Test
    void shouldReadBackInOrder_whenPutByNameOrArn() {
        var first =
                kinesis.putRecord(r -> r.streamName("events").partitionKey("c1").data(bytes("one")));
        var second = kinesis.putRecord(r -> r.streamARN(ARN).partitionKey("c1").data(bytes("två")));

        assertThat(second.shardId()).isEqualTo(first.shardId());
        assertThat(new BigInteger(second.sequenceNumber())).isGreaterThan(new BigInteger(first.sequenceNumber()));
        var records = readAll(first.shardId(), ShardIteratorType.TRIM_HORIZON);
        assertThat(records).extracting(r -> r.data().asUtf8String()).containsExactly("one", "två");
        assertThat(records.get(0).partitionKey()).isEqualTo("c1");
        assertThat(records.get(0).sequenceNumber()).isEqualTo(first.sequenceNumber());
        assertThat(records.get(0).approximateArrivalTimestamp())
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void shouldSpreadKeysByMd5_asDescribed() throws Exception {
        var shards = kinesis.listShards(r -> r.streamName("events")).shards();
        assertThat(shards).hasSize(4);
        assertThat(shards.get(0).hashKeyRange().startingHashKey()).isEqualTo("0");
        assertThat(shards.get(3).hashKeyRange().endingHashKey()).isEqualTo("340282366920938463463374607431768211455");
        var md5 = MessageDigest.getInstance("MD5");
        for (int i = 0; i < 200; i++) {
            var key = "customer " + i;
            var hash = new BigInteger(1, md5.digest(HashRange.bytes(key)));
            var expected =
                    shards.stream().filter(s -> holds(s, hash)).findFirst().orElseThrow();
            assertThat(KinesisStream.shardId(HashRange.shard(HashRange.bytes(key), 4)))
                    .isEqualTo(expected.shardId());
        }
    }

    @Test
    void shouldHonourExplicitHashKey_atTheBordersOfShards() {
        for (var shard : kinesis.describeStream(r -> r.streamName("events"))
                .streamDescription()
                .shards()) {
            for (var hash : List.of(
                    shard.hashKeyRange().startingHashKey(), shard.hashKeyRange().endingHashKey())) {
                var put = kinesis.putRecord(r -> r.streamName("events")
                        .partitionKey("k")
                        .explicitHashKey(hash)
                        .data(bytes("x")));
                assertThat(put.shardId()).isEqualTo(shard.shardId());
            }
        }
        for (int shards : new int[] {1, 3, 5, 7}) {
            for (int i = 0; i < shards; i++) {
                assertThat(HashRange.shard(HashRange.start(i, shards), shards)).isEqualTo(i);
                assertThat(HashRange.shard(HashRange.end(i, shards), shards)).isEqualTo(i);
            }
        }
    }

    @Test
    void shouldStartWhereAsked_forEachIteratorType() throws Exception {
        var a = kinesis.putRecord(r -> r.streamName("events").partitionKey("k").data(bytes("a")));
        var shard = a.shardId();
        var latest = kinesis.getShardIterator(
                        r -> r.streamName("events").shardId(shard).shardIteratorType(ShardIteratorType.LATEST))
                .shardIterator();
        assertThat(kinesis.getRecords(r -> r.shardIterator(latest)).records()).isEmpty();
        var before = Instant.now().plusMillis(1);
        while (Instant.now().isBefore(before)) {
            Thread.onSpinWait();
        }
        var b = kinesis.putRecord(r -> r.streamName("events").partitionKey("k").data(bytes("b")));

        assertThat(kinesis.getRecords(r -> r.shardIterator(latest)).records())
                .extracting(Record::sequenceNumber)
                .containsExactly(b.sequenceNumber());
        assertThat(from(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, a.sequenceNumber(), null))
                .containsExactly("a", "b");
        assertThat(from(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, a.sequenceNumber(), null))
                .containsExactly("b");
        assertThat(from(shard, ShardIteratorType.AT_TIMESTAMP, null, before)).containsExactly("b");
        assertThatThrownBy(() -> from(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, "1", null))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void shouldRefuse_whatAwsRefuses() {
        var tooMany = IntStream.range(0, 501).mapToObj(i -> entry("k", "x")).toList();
        assertThatThrownBy(() -> kinesis.putRecords(r -> r.streamName("events").records(tooMany)))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("501");
        assertThatThrownBy(() -> kinesis.putRecord(
                        r -> r.streamName("events").partitionKey("k").data(SdkBytes.fromByteArray(new byte[1 << 20]))))
                .hasMessageContaining("1048577");
        var big = SdkBytes.fromByteArray(new byte[900_000]);
        var six = IntStream.range(0, 6)
                .mapToObj(i -> PutRecordsRequestEntry.builder()
                        .partitionKey("k")
                        .data(big)
                        .build())
                .toList();
        assertThatThrownBy(() -> kinesis.putRecords(r -> r.streamName("events").records(six)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("5 MB");
        assertThatThrownBy(() -> kinesis.putRecord(
                        r -> r.streamName("nobody").partitionKey("k").data(bytes("x"))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> kinesis.createStream(r -> r.streamName("mine").shardCount(1)))
                .hasMessageContaining("Only stacks");
        assertThatThrownBy(() -> service.create(stream("none", 0))).isInstanceOf(AwsError.class);
    }

    @Test
    void shouldTakeRecordOfExactlyOneMebibyte_keyIncluded() {
        var put = kinesis.putRecord(
                r -> r.streamName("events").partitionKey("k").data(SdkBytes.fromByteArray(new byte[(1 << 20) - 1])));
        assertThat(readAll(put.shardId(), ShardIteratorType.TRIM_HORIZON)
                        .get(0)
                        .data()
                        .asByteArrayUnsafe())
                .hasSize((1 << 20) - 1);
    }

    @Test
    void shouldLoseAndMixNothing_whenManyProducersPut() throws Exception {
        var producers = 4;
        var requests = 25;
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        var pool = Executors.newFixedThreadPool(producers);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int p = 0; p < producers; p++) {
                var producer = p;
                running.add(pool.submit(() -> {
                    for (int q = 0; q < requests; q++) {
                        var request = q;
                        var entries = IntStream.range(0, 100)
                                .mapToObj(i -> entry("p" + producer, producer + ":" + (request * 100 + i)))
                                .toList();
                        var answer =
                                kinesis.putRecords(r -> r.streamName("events").records(entries));
                        assertThat(answer.failedRecordCount()).isZero();
                        answer.records().stream()
                                .map(PutRecordsResultEntry::sequenceNumber)
                                .forEach(acknowledged::add);
                    }
                }));
            }
            for (var one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }

        var read = new ArrayList<Record>();
        for (var shard : kinesis.listShards(r -> r.streamName("events")).shards()) {
            read.addAll(readAll(shard.shardId(), ShardIteratorType.TRIM_HORIZON));
        }

        assertThat(read).hasSize(producers * requests * 100);
        assertThat(read).extracting(Record::sequenceNumber).containsExactlyInAnyOrderElementsOf(acknowledged);
        for (int p = 0; p < producers; p++) {
            var prefix = p + ":";
            assertThat(read.stream()
                            .map(r -> r.data().asUtf8String())
                            .filter(d -> d.startsWith(prefix))
                            .map(d -> Integer.parseInt(d.substring(2))))
                    .isEqualTo(IntStream.range(0, requests * 100).boxed().toList());
        }
    }

    @Test
    void shouldContinueWhereItWas_whenReopened() {
        var put =
                kinesis.putRecord(r -> r.streamName("events").partitionKey("k").data(bytes("before")));
        stop();
        open();
        service.resume(stream("events", 4));
        kinesis.putRecord(r -> r.streamName("events").partitionKey("k").data(bytes("after")));

        var records = readAll(put.shardId(), ShardIteratorType.TRIM_HORIZON);
        assertThat(records).extracting(r -> r.data().asUtf8String()).containsExactly("before", "after");
        assertThat(records.get(0).sequenceNumber()).isEqualTo(put.sequenceNumber());
    }

    @Test
    void shouldDropTornEntry_andKeepTheRest_whenReopened() throws Exception {
        var put =
                kinesis.putRecord(r -> r.streamName("events").partitionKey("k").data(bytes("whole")));
        stop();
        var file = folder.resolve("kinesis/events/" + put.shardId() + "/" + Segment.fileName(0));
        var whole = Files.size(file);
        Files.write(file, new byte[] {0, 0, 0, 40, 1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
        open();
        service.resume(stream("events", 4));

        assertThat(Files.size(file)).isEqualTo(whole);
        assertThat(readAll(put.shardId(), ShardIteratorType.TRIM_HORIZON))
                .extracting(r -> r.data().asUtf8String())
                .containsExactly("whole");
    }

    @Test
    void shouldForgetRecords_whenStreamIsDeletedAndMadeAgain() {
        var put =
                kinesis.putRecord(r -> r.streamName("events").partitionKey("k").data(bytes("x")));
        service.delete(stream("events", 4));
        assertThat(folder.resolve("kinesis/events")).doesNotExist();
        service.create(stream("events", 4));

        assertThat(readAll(put.shardId(), ShardIteratorType.TRIM_HORIZON)).isEmpty();
        assertThatThrownBy(
                        () -> from(put.shardId(), ShardIteratorType.AFTER_SEQUENCE_NUMBER, put.sequenceNumber(), null))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void shouldDropOldSegments_onlyWhenRetentionIsOver() throws Exception {
        var log = ShardLog.open(folder.resolve("shard"));
        try (log) {
            var data = new byte[1 << 20];
            for (int i = 0; i < 70; i++) {
                var buffer = ByteBuffer.allocate(Segment.sizeOf(new byte[1], data));
                Segment.encode(buffer, 1000 + i, new byte[1], data);
                log.append(buffer.flip());
            }
            log.dropBefore(1000);
            assertThat(log.firstIndex()).isZero();
            log.dropBefore(2000);
            assertThat(log.firstIndex()).isBetween(60L, 69L);
            assertThat(log.read(0, 1, 1).get(0).index()).isEqualTo(log.firstIndex());
            assertThat(log.nextIndex()).isEqualTo(70);
            assertThat(log.indexAt(1068)).isEqualTo(68);
        }
    }

    private List<String> from(String shard, ShardIteratorType type, String number, Instant time) {
        var iterator = kinesis.getShardIterator(r -> r.streamName("events")
                        .shardId(shard)
                        .shardIteratorType(type)
                        .startingSequenceNumber(number)
                        .timestamp(time))
                .shardIterator();
        return kinesis.getRecords(r -> r.shardIterator(iterator)).records().stream()
                .map(r -> r.data().asUtf8String())
                .toList();
    }

    private List<Record> readAll(String shard, ShardIteratorType type) {
        var records = new ArrayList<Record>();
        var iterator = kinesis.getShardIterator(
                        r -> r.streamName("events").shardId(shard).shardIteratorType(type))
                .shardIterator();
        GetRecordsResponse page;
        do {
            var next = iterator;
            page = kinesis.getRecords(r -> r.shardIterator(next).limit(1000));
            records.addAll(page.records());
            iterator = page.nextShardIterator();
        } while (!page.records().isEmpty());
        assertThat(page.millisBehindLatest()).isZero();
        return records;
    }

    private static boolean holds(Shard shard, BigInteger hash) {
        return new BigInteger(shard.hashKeyRange().startingHashKey()).compareTo(hash) <= 0
                && new BigInteger(shard.hashKeyRange().endingHashKey()).compareTo(hash) >= 0;
    }

    private static PutRecordsRequestEntry entry(String key, String text) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(bytes(text))
                .build();
    }

    private static SdkBytes bytes(String text) {
        return SdkBytes.fromUtf8String(text);
    }

    static Resource stream(String name, int shards) {
        var inputs = JsonNodeFactory.instance.objectNode();
        inputs.put("name", name).put("shardCount", shards);
        return new Resource("urn:" + name, "aws:kinesis/stream:Stream", name, inputs, inputs.deepCopy());
    }
}
