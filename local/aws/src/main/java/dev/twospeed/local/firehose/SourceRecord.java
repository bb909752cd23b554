package dev.twospeed.local.firehose;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.twospeed.local.kinesis.KinesisStream;
import dev.twospeed.local.kinesis.StreamRecord;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A user's record: one of the stream's, or one of several that the Kinesis Producer Library put into one.
 *
 * @param subsequence its place within an aggregate, 0 without one
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and never changed after it was read
record SourceRecord(String sequenceNumber, int subsequence, Instant arrival, String partitionKey, byte[] data) {
    private static final byte[] AGGREGATE = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int DIGEST = 16;

    /** Identifies it to the function; unique within the delivery stream. */
    String recordId() {
        var digits = Integer.toString(subsequence);
        return sequenceNumber + "0".repeat(16 - digits.length()) + digits;
    }

    /**
     * The user's records in one of the stream's.
     *
     * @see <a href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md">KPL's aggregated
     *     record format</a>
     */
    static List<SourceRecord> of(KinesisStream stream, int shard, StreamRecord record) {
        var sequence = stream.sequenceNumber(shard, record.index());
        if (isAggregate(record.data())) {
            try {
                return split(sequence, record);
            } catch (IOException | IndexOutOfBoundsException e) {
                // It only looks like an aggregate: it goes on as it is, as with Amazon's own libraries.
            }
        }
        return List.of(new SourceRecord(sequence, 0, record.arrival(), record.partitionKey(), record.data()));
    }

    private static boolean isAggregate(byte[] data) {
        if (data.length <= AGGREGATE.length + DIGEST
                || !Arrays.equals(data, 0, AGGREGATE.length, AGGREGATE, 0, AGGREGATE.length)) {
            return false;
        }
        try {
            var md5 = MessageDigest.getInstance("MD5");
            md5.update(data, AGGREGATE.length, data.length - AGGREGATE.length - DIGEST);
            return Arrays.equals(md5.digest(), Arrays.copyOfRange(data, data.length - DIGEST, data.length));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }

    private static List<SourceRecord> split(String sequence, StreamRecord record) throws IOException {
        var data = record.data();
        var in = CodedInputStream.newInstance(data, AGGREGATE.length, data.length - AGGREGATE.length - DIGEST);
        var keys = new ArrayList<String>();
        var messages = new ArrayList<byte[]>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> keys.add(in.readString());
                case 3 -> messages.add(in.readByteArray());
                default -> {
                    var unused = in.skipField(tag);
                }
            }
        }
        var records = new ArrayList<SourceRecord>();
        for (var message : messages) {
            var part = CodedInputStream.newInstance(message);
            var key = 0L;
            var body = new byte[0];
            for (int tag = part.readTag(); tag != 0; tag = part.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> key = part.readUInt64();
                    case 3 -> body = part.readByteArray();
                    default -> {
                        var unused = part.skipField(tag);
                    }
                }
            }
            records.add(new SourceRecord(sequence, records.size(), record.arrival(), keys.get((int) key), body));
        }
        return records;
    }
}
