package dev.twospeed.local.kinesis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A stream and its shards, kept in a folder of its own. */
public final class KinesisStream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String arn;
    private final String encryptionType;
    private final long createdMillis;
    private final boolean onDemand;
    private final List<ShardLog> shards;
    private volatile int retentionHours;

    private KinesisStream(
            String name,
            String arn,
            String encryptionType,
            long createdMillis,
            boolean onDemand,
            List<ShardLog> shards,
            int retentionHours) {
        this.name = name;
        this.arn = arn;
        this.encryptionType = encryptionType;
        this.createdMillis = createdMillis;
        this.onDemand = onDemand;
        this.shards = shards;
        this.retentionHours = retentionHours;
    }

    /** Opens the stream kept in a folder, or makes it there. */
    static KinesisStream open(
            Path folder, String arn, String encryptionType, boolean onDemand, int shardCount, int retentionHours)
            throws IOException {
        var description = folder.resolve("stream.json");
        ObjectNode kept;
        if (Files.exists(description)) {
            kept = (ObjectNode) JSON.readTree(description.toFile());
        } else {
            Files.createDirectories(folder);
            kept = JSON.createObjectNode()
                    .put("created", System.currentTimeMillis())
                    .put("shards", shardCount);
            var temporary = folder.resolve("stream.json.tmp");
            JSON.writeValue(temporary.toFile(), kept);
            Files.move(temporary, description, StandardCopyOption.ATOMIC_MOVE);
        }
        var shards = new ArrayList<ShardLog>();
        for (int i = 0; i < kept.path("shards").asInt(); i++) {
            shards.add(ShardLog.open(folder.resolve(shardId(i))));
        }
        return new KinesisStream(
                arn.substring(arn.lastIndexOf('/') + 1),
                arn,
                encryptionType,
                kept.path("created").asLong(),
                onDemand,
                List.copyOf(shards),
                retentionHours);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its ARN. */
    public String arn() {
        return arn;
    }

    /** How many shards it has; they are counted from 0. */
    public int shardCount() {
        return shards.size();
    }

    String encryptionType() {
        return encryptionType;
    }

    long createdMillis() {
        return createdMillis;
    }

    boolean onDemand() {
        return onDemand;
    }

    int retentionHours() {
        return retentionHours;
    }

    void retain(int hours) {
        retentionHours = hours;
    }

    /** The id of a shard, such as {@code shardId-000000000003}. */
    public static String shardId(int shard) {
        var digits = Integer.toString(shard);
        return "shardId-" + "0".repeat(12 - digits.length()) + digits;
    }

    /** The number of the shard with an id, or -1. */
    int shardOf(String shardId) {
        for (int i = 0; i < shards.size(); i++) {
            if (shardId(i).equals(shardId)) {
                return i;
            }
        }
        return -1;
    }

    /** The sequence number of a record: 56 digits that grow within a shard and differ between streams. */
    public String sequenceNumber(int shard, long index) {
        return "49" + padded(createdMillis, 14) + padded(shard, 4) + padded(index, 36);
    }

    /** The index that a sequence number of this stream stands for, or -1 if it is none of the shard's. */
    public long index(int shard, String sequenceNumber) {
        if (sequenceNumber.length() != 56
                || !sequenceNumber.startsWith("49" + padded(createdMillis, 14) + padded(shard, 4))) {
            return -1;
        }
        try {
            return Long.parseLong(sequenceNumber.substring(20));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String padded(long number, int width) {
        var digits = Long.toString(number);
        return "0".repeat(width - digits.length()) + digits;
    }

    long append(int shard, ByteBuffer entries) throws IOException {
        return shards.get(shard).append(entries);
    }

    ShardLog shard(int shard) {
        return shards.get(shard);
    }

    /** The index the next record of a shard will get: where a reader that starts at LATEST begins. */
    public long latest(int shard) {
        return shards.get(shard).nextIndex();
    }

    /**
     * Reads records of a shard in order; records that retention dropped are skipped.
     *
     * @param index of the first record wanted
     * @param maxBytes stop before more than this, save for a single larger record
     */
    public List<StreamRecord> read(int shard, long index, int maxRecords, int maxBytes) throws IOException {
        return shards.get(shard).read(index, maxRecords, maxBytes);
    }

    /** Waits until a shard has a record at an index, or the time is over. */
    public boolean await(int shard, long index, long millis) throws InterruptedException {
        return shards.get(shard).await(index, millis);
    }

    /** Forces appended records to the disk and drops those older than the retention. */
    void maintain() throws IOException {
        var oldest = System.currentTimeMillis() - retentionHours * 3_600_000L;
        for (var shard : shards) {
            shard.force();
            shard.dropBefore(oldest);
        }
    }

    @Override
    public void close() throws IOException {
        for (var shard : shards) {
            shard.close();
        }
    }
}
