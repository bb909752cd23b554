package dev.twospeed.local.kinesis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records of one shard, in order, in a folder of {@link Segment}s.
 *
 * <p>The idea: an append is one write into the page cache before it is acknowledged, so that killing the process loses
 * nothing; the disk is forced once a second, so that a failing machine loses at most that.
 */
final class ShardLog implements AutoCloseable {
    /** A segment is closed once it is this long, so that old records can be dropped by whole files. */
    private static final long SEGMENT_BYTES = 64L << 20;

    private final Path folder;
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition appended = writing.newCondition();
    private final CopyOnWriteArrayList<Segment> segments = new CopyOnWriteArrayList<>();
    private boolean dirty;

    private ShardLog(Path folder) {
        this.folder = folder;
    }

    static ShardLog open(Path folder) throws IOException {
        Files.createDirectories(folder);
        var log = new ShardLog(folder);
        try (var files = Files.list(folder)) {
            for (var name : files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".log"))
                    .sorted()
                    .toList()) {
                log.segments.add(Segment.open(folder, Long.parseLong(name.substring(0, name.length() - 4))));
            }
        }
        if (log.segments.isEmpty()) {
            log.segments.add(Segment.open(folder, 0));
        }
        return log;
    }

    /**
     * Appends encoded entries, all or none.
     *
     * @return the index of the first
     */
    long append(ByteBuffer entries) throws IOException {
        writing.lock();
        try {
            var last = last();
            if (last.end() >= SEGMENT_BYTES) {
                last.force();
                last = Segment.open(folder, last.nextIndex());
                segments.add(last);
            }
            var first = last.nextIndex();
            last.append(entries);
            dirty = true;
            appended.signalAll();
            return first;
        } finally {
            writing.unlock();
        }
    }

    private Segment last() {
        return segments.get(segments.size() - 1);
    }

    /** Index of the oldest record still kept. */
    long firstIndex() {
        return segments.get(0).firstIndex();
    }

    /** Index the next record will get. */
    long nextIndex() {
        return last().nextIndex();
    }

    /**
     * Reads from an index on; an index that was dropped reads from the oldest record kept.
     *
     * @param maxBytes stop before more than this, save for a single larger record
     */
    List<StreamRecord> read(long index, int maxRecords, int maxBytes) throws IOException {
        var from = Math.max(index, firstIndex());
        for (var segment : segments) {
            if (from < segment.nextIndex()) {
                return segment.read(from, maxRecords, maxBytes);
            }
        }
        return List.of();
    }

    /** The first index whose record arrived at a time or later; {@link #nextIndex} if there is none yet. */
    long indexAt(long arrivalMillis) throws IOException {
        long low = firstIndex();
        long high = nextIndex();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (arrival(middle) < arrivalMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long arrival(long index) throws IOException {
        for (var segment : segments) {
            if (index < segment.nextIndex()) {
                return segment.arrival(index);
            }
        }
        throw new IllegalArgumentException("No record " + index + " in " + folder);
    }

    /** Waits until there is a record at an index, or the time is over. */
    boolean await(long index, long millis) throws InterruptedException {
        writing.lock();
        try {
            var left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (nextIndex() <= index && left > 0) {
                left = appended.awaitNanos(left);
            }
            return nextIndex() > index;
        } finally {
            writing.unlock();
        }
    }

    /** Forces what was appended since the last call to the disk. */
    void force() throws IOException {
        Segment last;
        writing.lock();
        try {
            if (!dirty) {
                return;
            }
            dirty = false;
            last = last();
        } finally {
            writing.unlock();
        }
        last.force();
    }

    /** Drops whole segments whose records all arrived before a time. */
    void dropBefore(long arrivalMillis) throws IOException {
        writing.lock();
        try {
            while (segments.size() > 1 && segments.get(0).lastArrival() < arrivalMillis) {
                segments.remove(0).delete();
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        for (var segment : segments) {
            segment.force();
            segment.close();
        }
    }
}
