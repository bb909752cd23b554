package dev.twospeed.handlers.load;

/**
 * PostgreSQL's extended hash functions, so that the database can say of a million rows what arrived in a twentieth of the time that a
 * cryptographic digest of them would take. They are those of hash partitioning and therefore the same in all versions. A hash is the seed of the
 * next field's, so that the order counts.
 *
 * @see <a href="https://burtleburtle.net/bob/c/lookup3.c">Bob Jenkins, lookup3: the mixing, in the public domain</a>
 * @see <a href="https://git.postgresql.org/gitweb/?p=postgresql.git;a=blob;f=src/common/hashfn.c">PostgreSQL, hashfn.c: how it is used</a>
 */
final class RowHash {
    private static final int INITIAL = 0x9e3779b9 + 3923095;

    private int a;
    private int b;
    private int c;

    /** As {@code hashint4extended}. */
    long of(int value, long seed) {
        begin(Integer.BYTES, seed);
        a += value;
        return end();
    }

    /** As {@code hash_any_extended}, and so {@code hashtextextended} of UTF-8 under a deterministic collation. */
    long of(byte[] bytes, long seed) {
        begin(bytes.length, seed);
        int at = 0;
        for (; bytes.length - at >= 12; at += 12) {
            a += word(bytes, at, 4);
            b += word(bytes, at + 4, 4);
            c += word(bytes, at + 8, 4);
            mix();
        }
        int left = bytes.length - at;
        a += word(bytes, at, Math.min(left, 4));
        b += word(bytes, at + 4, Math.min(left - 4, 4));
        // The lowest byte of c is the length's.
        c += word(bytes, at + 8, left - 8) << 8;
        return end();
    }

    /** As {@code hash_array_extended} of {@code int[]}. */
    long of(int[] values, long seed) {
        long hash = 1;
        for (int value : values) {
            hash = 31 * hash + of(value, seed);
        }
        return hash;
    }

    /** As {@code hash_array_extended} of {@code real[]}, whose elements are hashed as double precision; none may be NaN. */
    long of(float[] values, long seed) {
        long hash = 1;
        for (float value : values) {
            hash = 31 * hash + (value == 0 ? seed : of(Double.doubleToRawLongBits(value), seed));
        }
        return hash;
    }

    private long of(long bits, long seed) {
        begin(Long.BYTES, seed);
        a += (int) bits;
        b += (int) (bits >>> 32);
        return end();
    }

    private void begin(int length, long seed) {
        a = INITIAL + length;
        b = a;
        c = a;
        if (seed != 0) {
            a += (int) (seed >>> 32);
            b += (int) seed;
            mix();
        }
    }

    /** So many bytes from here as a little-endian number; 0 if there are none. */
    private static int word(byte[] bytes, int at, int count) {
        int word = 0;
        for (int i = count - 1; i >= 0; i--) {
            word = word << 8 | bytes[at + i] & 0xff;
        }
        return word;
    }

    private void mix() {
        a = (a - c) ^ Integer.rotateLeft(c, 4);
        c += b;
        b = (b - a) ^ Integer.rotateLeft(a, 6);
        a += c;
        c = (c - b) ^ Integer.rotateLeft(b, 8);
        b += a;
        a = (a - c) ^ Integer.rotateLeft(c, 16);
        c += b;
        b = (b - a) ^ Integer.rotateLeft(a, 19);
        a += c;
        c = (c - b) ^ Integer.rotateLeft(b, 4);
        b += a;
    }

    private long end() {
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        c = (c ^ b) - Integer.rotateLeft(b, 24);
        return (long) b << 32 | c & 0xffffffffL;
    }
}
