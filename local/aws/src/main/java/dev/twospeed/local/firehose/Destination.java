package dev.twospeed.local.firehose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Gathers what the shards hand over and writes it to S3 by size or time.
 *
 * <p>The idea: one buffer holds the delivered, failed and backed-up records together with how far each shard has come;
 * the positions are noted only after all of its objects are in S3. A crash between the two delivers again, and never loses.
 */
final class Destination {
    private static final Logger LOG = LoggerFactory.getLogger(Destination.class);
    private static final DateTimeFormatter OBJECT_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DeliveryConfig config;
    private final Positions positions;
    private final Function<String, S3Client> s3ForRole;
    private final StopSignal stop;
    private final DeliveryMetrics metrics;
    private Filling filling = new Filling();

    Destination(
            DeliveryConfig config,
            Positions positions,
            Function<String, S3Client> s3ForRole,
            StopSignal stop,
            DeliveryMetrics metrics) {
        this.metrics = metrics;
        this.config = config;
        this.positions = positions;
        this.s3ForRole = s3ForRole;
        this.stop = stop;
    }

    /** What waits for delivery. */
    private static final class Filling {
        private final ByteArrayOutputStream delivered = new ByteArrayOutputStream();
        private final ByteArrayOutputStream failed = new ByteArrayOutputStream();
        private final ByteArrayOutputStream source = new ByteArrayOutputStream();
        private final Map<Integer, Long> next = new HashMap<>();
        private Instant oldest = Instant.MAX;
        private int records;
        private long sinceNanos;

        int largest() {
            return Math.max(delivered.size(), Math.max(failed.size(), source.size()));
        }
    }

    /**
     * Takes a batch, and waits while S3 is slower than the shards.
     *
     * @param next index of the shard's first record after the batch
     */
    synchronized void take(int shard, long next, List<SourceRecord> batch, Transformed transformed) {
        while (filling.largest() >= 2L * config.target().bufferBytes() && !stop.stopped()) {
            if (interruptedWait(100)) {
                return;
            }
        }
        if (filling.next.isEmpty()) {
            filling.sinceNanos = System.nanoTime();
        }
        var delimiter = config.delimiter().getBytes(StandardCharsets.UTF_8);
        for (var data : transformed.delivered()) {
            filling.delivered.writeBytes(data);
            filling.delivered.writeBytes(delimiter);
        }
        filling.records += transformed.delivered().size();
        transformed.failed().forEach(filling.failed::writeBytes);
        for (var record : batch) {
            if (config.backup().isPresent()) {
                filling.source.writeBytes(record.data());
            }
            if (record.arrival().isBefore(filling.oldest)) {
                filling.oldest = record.arrival();
            }
        }
        filling.next.put(shard, next);
        notifyAll();
    }

    private boolean interruptedWait(long millis) {
        try {
            wait(millis);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Delivers until told to stop. */
    void run() {
        for (var due = due(); due != null; due = due()) {
            deliver(due);
        }
    }

    private synchronized @Nullable Filling due() {
        while (!stop.stopped()) {
            long left = 200;
            if (!filling.next.isEmpty()) {
                metrics.oldest(filling.oldest);
                left = config.target().bufferMillis() - (System.nanoTime() - filling.sinceNanos) / 1_000_000;
                if (left <= 0 || filling.largest() >= config.target().bufferBytes()) {
                    var full = filling;
                    filling = new Filling();
                    notifyAll();
                    return full;
                }
            }
            if (interruptedWait(Math.min(left, 200))) {
                return null;
            }
        }
        return null;
    }

    private void deliver(Filling full) {
        var target = config.target();
        put(target, target.prefix(), "", full.delivered, full.oldest);
        metrics.delivered(full.records, full.delivered.size());
        metrics.oldest(full.oldest);
        put(target, config.errors(), "processing-failed", full.failed, full.oldest);
        config.backup().ifPresent(backup -> put(backup, backup.prefix(), "", full.source, full.oldest));
        untilDone("The position of delivery stream " + config.name() + " could not be noted", full.oldest, () -> {
            try {
                positions.advance(full.next);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void put(
            DeliveryConfig.Target target,
            S3Prefix prefix,
            String errorType,
            ByteArrayOutputStream bytes,
            Instant oldest) {
        if (bytes.size() == 0) {
            return;
        }
        var failed = !errorType.isEmpty();
        // Failed records are written as they are, whatever the compression of the others.
        var body = target.gzip() && !failed ? gzip(bytes) : bytes.toByteArray();
        var key = prefix.evaluate(config.name(), oldest, errorType) + config.name() + "-1-" + OBJECT_TIME.format(oldest)
                + "-" + UUID.randomUUID() + (failed ? "" : target.suffix());
        untilDone(
                "Delivery stream " + config.name() + " could not write s3://" + target.bucket() + "/" + key,
                oldest,
                () -> s3ForRole
                        .apply(target.roleArn())
                        .putObject(r -> r.bucket(target.bucket()).key(key), RequestBody.fromBytes(body)));
    }

    private static byte[] gzip(ByteArrayOutputStream bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            bytes.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("Packing in memory cannot fail", e);
        }
        return packed.toByteArray();
    }

    /** Tries until it works or the delivery stream is stopped: the records stay in Kinesis meanwhile. */
    private void untilDone(String fault, Instant oldest, Runnable step) {
        for (long pause = 500; !stop.stopped(); pause = Math.min(pause * 2, 30_000)) {
            try {
                step.run();
                return;
            } catch (SdkException | UncheckedIOException e) {
                LOG.warn("{}; next try in {} ms: {}", fault, pause, e.getMessage());
                metrics.oldest(oldest);
                if (stop.pause(pause)) {
                    break;
                }
            }
        }
        throw new Stopped();
    }

    /** Ends the delivering thread: what it held is read again from Kinesis by the next run. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
