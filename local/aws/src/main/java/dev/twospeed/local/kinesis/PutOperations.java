package dev.twospeed.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code PutRecord} and {@code PutRecords}: one write a shard and request. */
final class PutOperations {
    private static final Logger LOG = LoggerFactory.getLogger(PutOperations.class);
    private static final int MAX_RECORD = 1 << 20;
    private static final int MAX_REQUEST = 5 << 20;
    private static final int MAX_RECORDS = 500;
    private static final BigInteger MAX_HASH = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    private PutOperations() {}

    static ObjectNode putRecord(KinesisStream stream, ObjectNode request) {
        var entry = Entry.of(request, stream, "");
        var buffer = ByteBuffer.allocate(entry.size());
        Segment.encode(buffer, System.currentTimeMillis(), entry.key(), entry.data());
        long index;
        try {
            index = stream.append(entry.shard(), buffer.flip());
        } catch (IOException e) {
            throw new AwsError(500, "InternalFailure", notKept(stream, e));
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("ShardId", KinesisStream.shardId(entry.shard()))
                .put("SequenceNumber", stream.sequenceNumber(entry.shard(), index))
                .put("EncryptionType", stream.encryptionType());
    }

    static ObjectNode putRecords(KinesisStream stream, ObjectNode request) {
        var entries = entries(stream, request.path("Records"));
        var bytes = new int[stream.shardCount()];
        for (var entry : entries) {
            bytes[entry.shard()] += entry.size();
        }
        var now = System.currentTimeMillis();
        var buffers = new @Nullable ByteBuffer[bytes.length];
        for (var entry : entries) {
            var buffer = buffers[entry.shard()];
            if (buffer == null) {
                buffer = ByteBuffer.allocate(bytes[entry.shard()]);
                buffers[entry.shard()] = buffer;
            }
            Segment.encode(buffer, now, entry.key(), entry.data());
        }
        var next = new long[bytes.length];
        @Nullable String fault = null;
        for (int shard = 0; shard < bytes.length; shard++) {
            var buffer = buffers[shard];
            if (buffer != null) {
                try {
                    next[shard] = stream.append(shard, buffer.flip());
                } catch (IOException e) {
                    fault = notKept(stream, e);
                    next[shard] = -1;
                }
            }
        }
        return answer(stream, entries, next, fault);
    }

    private static Entry[] entries(KinesisStream stream, JsonNode records) {
        if (records.isEmpty() || records.size() > MAX_RECORDS) {
            throw invalid("Value at 'records' failed to satisfy constraint: Member must have length between 1 and "
                    + MAX_RECORDS + "; found " + records.size());
        }
        var entries = new Entry[records.size()];
        long total = 0;
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Entry.of(records.get(i), stream, "records." + (i + 1) + ".member.");
            total += entries[i].key().length + entries[i].data().length;
        }
        if (total > MAX_REQUEST) {
            throw new AwsError(
                    400,
                    "InvalidArgumentException",
                    "Records size exceeds 5 MB limit: " + total + " bytes put into " + stream.name()
                            + "; send fewer records a request");
        }
        return entries;
    }

    private static ObjectNode answer(KinesisStream stream, Entry[] entries, long[] next, @Nullable String fault) {
        var answer = JsonNodeFactory.instance.objectNode();
        var records = answer.putArray("Records");
        var shardIds = new String[next.length];
        int failed = 0;
        for (var entry : entries) {
            var shard = entry.shard();
            var record = records.addObject();
            if (next[shard] < 0) {
                failed++;
                record.put("ErrorCode", "InternalFailure").put("ErrorMessage", fault);
            } else {
                if (shardIds[shard] == null) {
                    shardIds[shard] = KinesisStream.shardId(shard);
                }
                record.put("SequenceNumber", stream.sequenceNumber(shard, next[shard]++));
                record.put("ShardId", shardIds[shard]);
            }
        }
        return answer.put("FailedRecordCount", failed).put("EncryptionType", stream.encryptionType());
    }

    private static String notKept(KinesisStream stream, IOException e) {
        LOG.warn("Records for stream {} could not be written", stream.name(), e);
        return "The embedded Kinesis could not write records of stream " + stream.name() + " to disk: "
                + e.getMessage();
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "ValidationException", "1 validation error detected: " + message);
    }

    /** A checked record on its way to a shard. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one request
    private record Entry(int shard, byte[] key, byte[] data) {
        static Entry of(JsonNode record, KinesisStream stream, String where) {
            var key = record.path("PartitionKey").asText("");
            if (key.isEmpty() || key.length() > 256) {
                throw invalid("Value at '" + where + "partitionKey' failed to satisfy constraint: Member must have"
                        + " length between 1 and 256; found " + key.length());
            }
            byte[] data;
            try {
                data = record.path("Data").binaryValue();
            } catch (IOException e) {
                throw new AwsError(400, "SerializationException", "Value at '" + where + "data' is no Base64");
            }
            if (data == null) {
                throw invalid(
                        "Value null at '" + where + "data' failed to satisfy constraint: Member must not be null");
            }
            var keyBytes = HashRange.bytes(key);
            if (data.length + keyBytes.length > MAX_RECORD) {
                throw invalid("Value at '" + where + "data' failed to satisfy constraint: Member must have length less"
                        + " than or equal to 1048576, partition key included; found "
                        + (data.length + keyBytes.length));
            }
            return new Entry(shard(record, keyBytes, stream.shardCount()), keyBytes, data);
        }

        private static int shard(JsonNode record, byte[] key, int shards) {
            var explicit = record.path("ExplicitHashKey").asText("");
            if (explicit.isEmpty()) {
                return HashRange.shard(key, shards);
            }
            if (!explicit.matches("0|([1-9]\\d{0,38})") || new BigInteger(explicit).compareTo(MAX_HASH) > 0) {
                throw new AwsError(
                        400,
                        "InvalidArgumentException",
                        "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value"
                                + " was " + explicit);
            }
            return HashRange.shard(new BigInteger(explicit), shards);
        }

        int size() {
            return Segment.sizeOf(key, data);
        }
    }
}
