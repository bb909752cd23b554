package dev.twospeed.local.kinesis;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * One append-only file of a shard.
 *
 * <p>An entry is: length of the rest (int), CRC-32 of what follows it (int), arrival in milliseconds (long), length of the
 * partition key (short), the key in UTF-8, the data. A torn entry at the end, left by a killed process, was never
 * acknowledged and is cut off when the file is opened.
 */
final class Segment implements AutoCloseable {
    private static final int HEADER = 4 + 4 + 8 + 2;

    private final Path file;
    private final FileChannel channel;
    private final long firstIndex;
    private long[] offsets = new long[1024];
    private int count;
    private volatile long lastArrival;

    private Segment(Path file, FileChannel channel, long firstIndex) {
        this.file = file;
        this.channel = channel;
        this.firstIndex = firstIndex;
    }

    static Segment open(Path folder, long firstIndex) throws IOException {
        var file = folder.resolve(fileName(firstIndex));
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var segment = new Segment(file, channel, firstIndex);
        segment.recover();
        return segment;
    }

    static String fileName(long firstIndex) {
        var digits = Long.toString(firstIndex);
        return "0".repeat(19 - digits.length()) + digits + ".log";
    }

    private void recover() throws IOException {
        var size = channel.size();
        lastArrival = System.currentTimeMillis();
        var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel.position(0)), 1 << 18));
        long offset = 0;
        while (offset + HEADER <= size) {
            int length = in.readInt();
            if (length < HEADER - 4 || offset + 4 + length > size) {
                break;
            }
            int sum = in.readInt();
            var rest = in.readNBytes(length - 4);
            if (sum(rest, 0, rest.length) != sum) {
                break;
            }
            lastArrival = ByteBuffer.wrap(rest).getLong();
            note(offset);
            offset += 4L + length;
        }
        if (offset < size) {
            channel.truncate(offset);
        }
        note(offset);
        count--; // the last offset is where the next entry begins, not an entry
        channel.position(offset);
    }

    /** How many bytes an entry takes. */
    static int sizeOf(byte[] key, byte[] data) {
        return HEADER + key.length + data.length;
    }

    /** Writes an entry into a buffer that has room for it. */
    static void encode(ByteBuffer into, long arrivalMillis, byte[] key, byte[] data) {
        var start = into.position();
        into.putInt(HEADER - 4 + key.length + data.length).putInt(0);
        into.putLong(arrivalMillis).putShort((short) key.length).put(key).put(data);
        into.putInt(start + 4, sum(into.array(), start + 8, into.position() - start - 8));
    }

    private static int sum(byte[] bytes, int offset, int length) {
        var crc = new CRC32();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** Appends whole entries, all or none. The caller lets only one thread in. */
    void append(ByteBuffer entries) throws IOException {
        var begin = end();
        var added = entries.duplicate();
        try {
            while (entries.hasRemaining()) {
                var unused = channel.write(entries);
            }
        } catch (IOException e) {
            channel.truncate(begin);
            channel.position(begin);
            throw e;
        }
        synchronized (this) {
            count++; // the offset of the first new entry is known already
            var offset = begin;
            while (added.hasRemaining()) {
                int length = added.getInt();
                lastArrival = added.getLong(added.position() + 4);
                added.position(added.position() + length);
                offset += 4L + length;
                note(offset);
            }
            count--;
        }
    }

    private void note(long offset) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
        }
        offsets[count++] = offset;
    }

    synchronized long end() {
        return offsets[count];
    }

    /** Index of the entry that will be appended next. */
    synchronized long nextIndex() {
        return firstIndex + count;
    }

    long firstIndex() {
        return firstIndex;
    }

    /** When its newest entry arrived, in milliseconds. */
    long lastArrival() {
        return lastArrival;
    }

    /** Reads entries from an index on, at least one if there is one, and no more than asked. */
    List<StreamRecord> read(long index, int maxRecords, int maxBytes) throws IOException {
        int first = (int) (index - firstIndex);
        int last = first;
        long begin;
        long end;
        synchronized (this) {
            if (first >= count) {
                return List.of();
            }
            begin = offsets[first];
            while (last < count
                    && last - first < maxRecords
                    && (last == first || offsets[last + 1] - begin <= maxBytes)) {
                last++;
            }
            end = offsets[last];
        }
        var buffer = ByteBuffer.allocate((int) (end - begin));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, begin + buffer.position()) < 0) {
                throw new IOException("The stream's file " + file + " was cut while in use");
            }
        }
        buffer.flip();
        var records = new ArrayList<StreamRecord>(last - first);
        for (long i = index; buffer.hasRemaining(); i++) {
            records.add(decode(buffer, i));
        }
        return records;
    }

    private static StreamRecord decode(ByteBuffer from, long index) {
        int length = from.getInt();
        int end = from.position() + length;
        var unusedSum = from.getInt();
        var arrival = Instant.ofEpochMilli(from.getLong());
        int keyLength = from.getShort();
        var key = new String(from.array(), from.position(), keyLength, StandardCharsets.UTF_8);
        from.position(from.position() + keyLength);
        var data = new byte[end - from.position()];
        from.get(data);
        return new StreamRecord(index, arrival, key, data);
    }

    /** Arrival of one entry, in milliseconds. */
    long arrival(long index) throws IOException {
        long offset;
        synchronized (this) {
            offset = offsets[(int) (index - firstIndex)];
        }
        var buffer = ByteBuffer.allocate(8);
        var unused = channel.read(buffer, offset + 8);
        return buffer.getLong(0);
    }

    /** Makes what was appended safe from a failure of the machine too. */
    void force() throws IOException {
        if (channel.isOpen()) {
            channel.force(false);
        }
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
