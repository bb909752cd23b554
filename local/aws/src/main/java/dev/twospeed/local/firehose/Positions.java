package dev.twospeed.local.firehose;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.kinesis.KinesisStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** How far a delivery stream has come in each shard: everything before is in S3, or dropped by the function. */
final class Positions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String source;
    private final long[] next;

    private Positions(Path file, String source, long[] next) {
        this.file = file;
        this.source = source;
        this.next = next;
    }

    /** Starts at the newest end of each shard, and says so on disk. */
    static Positions latest(Path file, KinesisStream stream) throws IOException {
        var next = new long[stream.shardCount()];
        for (int shard = 0; shard < next.length; shard++) {
            next[shard] = stream.latest(shard);
        }
        var positions = new Positions(file, identity(stream), next);
        positions.write();
        return positions;
    }

    /** Goes on where the last run was; from the oldest record if the stream was made anew meanwhile. */
    static Positions resume(Path file, KinesisStream stream) throws IOException {
        if (!Files.exists(file)) {
            return latest(file, stream);
        }
        var kept = JSON.readTree(file.toFile());
        var next = new long[stream.shardCount()];
        if (kept.path("source").asText().equals(identity(stream))) {
            for (int shard = 0; shard < next.length; shard++) {
                next[shard] = kept.path("next").path(shard).asLong();
            }
        }
        return new Positions(file, identity(stream), next);
    }

    /** Its first sequence number tells a stream from an earlier one of the same name. */
    private static String identity(KinesisStream stream) {
        return stream.arn() + " " + stream.sequenceNumber(0, 0);
    }

    synchronized long next(int shard) {
        return next[shard];
    }

    synchronized void advance(Map<Integer, Long> delivered) throws IOException {
        delivered.forEach((shard, index) -> next[shard] = index);
        write();
    }

    private void write() throws IOException {
        var kept = JSON.createObjectNode().put("source", source);
        var list = kept.putArray("next");
        for (var index : next) {
            list.add(index);
        }
        Files.createDirectories(file.getParent());
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        JSON.writeValue(temporary.toFile(), kept);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
