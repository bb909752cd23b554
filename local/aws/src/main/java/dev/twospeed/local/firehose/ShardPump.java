package dev.twospeed.local.firehose;

import dev.twospeed.local.kinesis.KinesisService;
import dev.twospeed.local.kinesis.KinesisStream;
import dev.twospeed.local.kinesis.StreamRecord;
import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one shard in order, lets the function transform what it reads, and hands it to the destination. */
final class ShardPump {
    private static final Logger LOG = LoggerFactory.getLogger(ShardPump.class);
    private static final long INVOCATION_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int READ_RECORDS = 1000;
    /** Leaves room for the request's own head. */
    private static final int MAX_REQUEST = Transformation.MAX_PAYLOAD - 2048;

    private final DeliveryConfig config;
    private final KinesisService kinesis;
    private final int shard;
    private final String shardId;
    private final @Nullable Transformation transformation;
    private final Destination destination;
    private final StopSignal stop;
    private final Executor invocations;
    private long next;

    ShardPump(
            DeliveryConfig config,
            KinesisService kinesis,
            Shard shard,
            @Nullable Transformation transformation,
            Destination destination,
            StopSignal stop,
            Executor invocations) {
        this.config = config;
        this.kinesis = kinesis;
        this.shard = shard.number();
        this.shardId = shard.id();
        this.next = shard.from();
        this.transformation = transformation;
        this.destination = destination;
        this.stop = stop;
        this.invocations = invocations;
    }

    /**
     * The shard it reads.
     *
     * @param from index of the first record to read
     */
    record Shard(int number, String id, long from) {}

    /** Pumps until told to stop. */
    void run() {
        while (!stop.stopped()) {
            List<SourceRecord> batch;
            try {
                batch = gather();
            } catch (IOException | AwsError e) {
                LOG.warn("Delivery stream {} could not read {}: {}", config.name(), config.sourceArn(), e.getMessage());
                if (stop.pause(1000)) {
                    return;
                }
                continue;
            }
            if (batch.isEmpty()) {
                continue;
            }
            var transformed = transform(batch);
            if (transformed == null) {
                return;
            }
            destination.take(shard, next, batch, transformed);
        }
    }

    /** Waits for records, then for the processor's buffer to be full or old enough. */
    private List<SourceRecord> gather() throws IOException {
        var batch = new ArrayList<SourceRecord>();
        var size = config.processor().map(DeliveryConfig.Processor::bufferBytes).orElse(1 << 20);
        var millis =
                config.processor().map(DeliveryConfig.Processor::bufferMillis).orElse(0L);
        var read = next;
        int bytes = 0;
        long since = 0;
        while (!stop.stopped() && bytes < size) {
            var stream = source();
            var records = stream.read(shard, read, READ_RECORDS, size - bytes);
            kinesis.read(stream, age(records));
            for (var record : records) {
                batch.addAll(SourceRecord.of(stream, shard, record));
                bytes += record.data().length;
                read = record.index() + 1;
            }
            if (!batch.isEmpty() && since == 0) {
                since = System.nanoTime();
            }
            if (records.isEmpty()) {
                var left = batch.isEmpty() ? 200 : millis - (System.nanoTime() - since) / 1_000_000;
                if (left <= 0 || !waited(read, Math.min(left, 200))) {
                    break;
                }
            }
        }
        next = read;
        return batch;
    }

    private static long age(List<StreamRecord> records) {
        return records.isEmpty()
                ? 0
                : Math.max(
                        0,
                        System.currentTimeMillis()
                                - records.get(records.size() - 1).arrival().toEpochMilli());
    }

    private KinesisStream source() {
        var stream = kinesis.stream(config.sourceArn());
        for (var operation : List.of("DescribeStream", "GetShardIterator", "GetRecords")) {
            kinesis.permitted(stream, operation, config.sourceRoleArn());
        }
        return stream;
    }

    private boolean waited(long index, long millis) {
        try {
            kinesis.stream(config.sourceArn()).await(shard, index, millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.stop();
            return false;
        }
    }

    /** Null if told to stop before the function has answered for all. */
    private @Nullable Transformed transform(List<SourceRecord> batch) {
        var delivered = new ArrayList<byte[]>();
        var failed = new ArrayList<byte[]>();
        if (transformation == null) {
            batch.forEach(record -> delivered.add(record.data()));
            return new Transformed(delivered, failed);
        }
        int from = 0;
        while (from < batch.size()) {
            int to = from;
            long bytes = 0;
            while (to < batch.size()
                    && (to == from || bytes + Transformation.requestBytes(batch.get(to)) < MAX_REQUEST)) {
                bytes += Transformation.requestBytes(batch.get(to++));
            }
            var part = invoked(transformation, batch.subList(from, to));
            if (part == null) {
                return null;
            }
            delivered.addAll(part.delivered());
            failed.addAll(part.failed());
            from = to;
        }
        return new Transformed(delivered, failed);
    }

    private @Nullable Transformed invoked(Transformation function, List<SourceRecord> part) {
        var retries = config.processor().map(DeliveryConfig.Processor::retries).orElse(0);
        var request = function.request(shardId, part);
        for (int attempt = 1; !stop.stopped(); attempt++) {
            try {
                return withinFiveMinutes(() -> function.invoke(request, part));
            } catch (Transformation.Failure e) {
                LOG.warn(
                        "Delivery stream {}, shard {}: attempt {} for {} records failed: {} {}",
                        config.name(),
                        shardId,
                        attempt,
                        part.size(),
                        e.code(),
                        e.getMessage());
                if (attempt > retries) {
                    var attempts = attempt;
                    return new Transformed(
                            List.of(),
                            part.stream()
                                    .map(record -> function.failure(
                                            record, attempts, e.code(), String.valueOf(e.getMessage())))
                                    .toList());
                }
                if (stop.pause(Math.min(100L << Math.min(attempt, 6), 5000))) {
                    return null;
                }
            }
        }
        return null;
    }

    private interface Invocation {
        Transformed run() throws Transformation.Failure;
    }

    private @Nullable Transformed withinFiveMinutes(Invocation invocation) throws Transformation.Failure {
        var answer = new CompletableFuture<Transformed>();
        invocations.execute(() -> {
            try {
                answer.complete(invocation.run());
            } catch (Transformation.Failure | RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        var deadline = System.nanoTime() + INVOCATION_NANOS;
        while (!stop.stopped()) {
            try {
                return answer.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    throw new Transformation.Failure("Lambda.FunctionTimedOut", "No answer within 5 minutes");
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Transformation.Failure failure) {
                    throw failure;
                }
                throw new Transformation.Failure("Lambda.InternalError", String.valueOf(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop.stop();
            }
        }
        return null;
    }
}
