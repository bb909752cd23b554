package dev.twospeed.recommender.model;

import dev.twospeed.recommender.model.Manifest.FileEntry;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One file of an artifact while it is read: typed values, and at the end the check of length and checksum. */
final class VerifiedFile implements Closeable {
    private final String name;
    private final FileEntry expected;
    private final MessageDigest digest = Sha256.digest();
    private final Counted counted;
    private final InputStream in;

    private VerifiedFile(String name, FileEntry expected, InputStream raw) {
        this.name = name;
        this.expected = expected;
        this.counted = new Counted(new DigestInputStream(raw, digest));
        this.in = new BufferedInputStream(counted, 1 << 16);
    }

    static VerifiedFile open(ArtifactSource source, Manifest manifest, String name) throws IOException {
        FileEntry entry = manifest.files().get(name);
        if (entry == null) {
            throw new InvalidModel(ArtifactFiles.MANIFEST, "of model " + manifest.version() + " does not list " + name);
        }
        try {
            return new VerifiedFile(name, entry, source.open(name));
        } catch (NoSuchFileException e) {
            throw new InvalidModel(name, "of model " + manifest.version() + " is missing");
        }
    }

    InputStream stream() {
        return in;
    }

    /** The next {@code bytes} bytes, to be read little-endian. */
    ByteBuffer read(int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new InvalidModel(
                    name,
                    "ends after " + counted.bytes + " bytes in the middle of a row, expected " + expected.bytes());
        }
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
    }

    void floats(float[] into, int offset, int length) throws IOException {
        read(length * Float.BYTES).asFloatBuffer().get(into, offset, length);
        for (int i = offset; i < offset + length; i++) {
            if (!Float.isFinite(into[i])) {
                throw new InvalidModel(name, "holds " + into[i] + " before byte " + counted.bytes + ", not a number");
            }
        }
    }

    double[] doubles(int length) throws IOException {
        double[] values = new double[length];
        read(length * Double.BYTES).asDoubleBuffer().get(values);
        for (int i = 0; i < length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidModel(name, "holds " + values[i] + " before byte " + counted.bytes + ", not a number");
            }
        }
        return values;
    }

    /** Checks that nothing is left, and length and checksum. */
    void finish() throws IOException {
        if (in.read() >= 0) {
            throw new InvalidModel(name, "is longer than its rows need, expected " + expected.bytes() + " bytes");
        }
        if (counted.bytes != expected.bytes()) {
            throw new InvalidModel(name, "has " + counted.bytes + " bytes, expected " + expected.bytes());
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(expected.sha256())) {
            throw new InvalidModel(name, "has SHA-256 " + found + ", expected " + expected.sha256());
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            bytes += Math.max(read, 0);
            return read;
        }
    }
}
