package dev.twospeed.handlers.load;

import com.pgvector.PGvector;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
    private final RowHash hashes = new RowHash();
    private ByteBuffer row = ByteBuffer.allocate(4096);
    private long count;
    private long hash;
    private long checksum;

    CopyRows(OutputStream out, int modelId) throws IOException {
        this.out = out;
        this.modelId = modelId;
        out.write(HEADER);
    }

    /** Starts a row of this many fields beside the model's id. */
    CopyRows row(int fields) {
        row.clear();
        row.putShort((short) (fields + 1)).putInt(Integer.BYTES).putInt(modelId);
        hash = 0;
        return this;
    }

    CopyRows integer(int value) {
        field(Integer.BYTES).putInt(value);
        hash = hashes.of(value, hash);
        return this;
    }

    CopyRows text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        field(bytes.length).put(bytes);
        hash = hashes.of(bytes, hash);
        return this;
    }

    CopyRows vector(float[] values) {
        PGvector vector = new PGvector(values);
        int length = vector.lengthInBytes();
        field(length);
        vector.toBytes(row.array(), row.position());
        row.position(row.position() + length);
        hash = hashes.of(values, hash);
        return this;
    }

    CopyRows integers(int[] values) {
        array(values.length, INT4_OID);
        for (int value : values) {
            row.putInt(Integer.BYTES).putInt(value);
        }
        hash = hashes.of(values, hash);
        return this;
    }

    CopyRows floats(float[] values) {
        array(values.length, FLOAT4_OID);
        for (float value : values) {
            row.putInt(Float.BYTES).putFloat(value);
        }
        hash = hashes.of(values, hash);
        return this;
    }

    void end() throws IOException {
        out.write(row.array(), 0, row.position());
        checksum ^= hash;
        count++;
    }

    /** Writes the end mark of the format; the stream stays open. */
    Content finish() throws IOException {
        out.write(new byte[] {(byte) 0xff, (byte) 0xff});
        return new Content(count, checksum);
    }

    private void array(int elements, int oid) {
        // PostgreSQL has no dimension in an empty array.
        int length = elements == 0 ? 12 : 20 + 8 * elements;
        field(length).putInt(elements == 0 ? 0 : 1).putInt(0).putInt(oid);
        if (elements > 0) {
            row.putInt(elements).putInt(1);
        }
    }

    private ByteBuffer field(int length) {
        if (row.remaining() < length + Integer.BYTES) {
            row = ByteBuffer.allocate(2 * (row.position() + length + Integer.BYTES))
                    .put(row.array(), 0, row.position());
        }
        return row.putInt(length);
    }
}
