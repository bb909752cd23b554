package dev.twospeed.handlers.load;

import com.pgvector.PGvector;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Writes rows in PostgreSQL's binary COPY format, and the checksum that {@code twospeed.loaded_content} computes of them: the exclusive or
 * of the first 8 bytes of each row's SHA-256 over its fields. The first field, the model's id, is not part of it.
 */
final class CopyRows {
    /** Signature, flags and header extension length, as the PostgreSQL manual gives them for COPY BINARY. */
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final int INT4_OID = 23;
    private static final int FLOAT4_OID = 700;

    private final OutputStream out;
    private final int modelId;
    private final MessageDigest digest;
    private ByteBuffer row = ByteBuffer.allocate(4096);
    private long count;
    private long checksum;

    CopyRows(OutputStream out, int modelId) throws IOException {
        this.out = out;
        this.modelId = modelId;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
        out.write(HEADER);
    }

    /** Starts a row of this many fields beside the model's id. */
    CopyRows row(int fields) {
        row.clear();
        row.putShort((short) (fields + 1)).putInt(Integer.BYTES).putInt(modelId);
        return this;
    }

    CopyRows integer(int value) {
        field(Integer.BYTES).putInt(value);
        return hashed(Integer.BYTES);
    }

    CopyRows text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        field(bytes.length).put(bytes);
        return hashed(bytes.length);
    }

    CopyRows vector(float[] values) {
        PGvector vector = new PGvector(values);
        int length = vector.lengthInBytes();
        field(length);
        vector.toBytes(row.array(), row.position());
        row.position(row.position() + length);
        return hashed(length);
    }

    CopyRows integers(int[] values) {
        int length = array(values.length, INT4_OID);
        for (int value : values) {
            row.putInt(Integer.BYTES).putInt(value);
        }
        return hashed(length);
    }

    CopyRows floats(float[] values) {
        int length = array(values.length, FLOAT4_OID);
        for (float value : values) {
            row.putInt(Float.BYTES).putFloat(value);
        }
        return hashed(length);
    }

    void end() throws IOException {
        out.write(row.array(), 0, row.position());
        checksum ^= ByteBuffer.wrap(digest.digest()).getLong();
        count++;
    }

    /** Writes the end mark of the format; the stream stays open. */
    Content finish() throws IOException {
        out.write(new byte[] {(byte) 0xff, (byte) 0xff});
        return new Content(count, checksum);
    }

    private int array(int elements, int oid) {
        // PostgreSQL has no dimension in an empty array.
        int length = elements == 0 ? 12 : 20 + 8 * elements;
        field(length).putInt(elements == 0 ? 0 : 1).putInt(0).putInt(oid);
        if (elements > 0) {
            row.putInt(elements).putInt(1);
        }
        return length;
    }

    private ByteBuffer field(int length) {
        if (row.remaining() < length + Integer.BYTES) {
            row = ByteBuffer.allocate(2 * (row.position() + length + Integer.BYTES))
                    .put(row.array(), 0, row.position());
        }
        return row.putInt(length);
    }

    private CopyRows hashed(int length) {
        digest.update(row.array(), row.position() - length, length);
        return this;
    }
}
