package dev.twospeed.local.metrics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One metric in one unit, minute by minute, in a ring that forgets what is too old. */
final class Series {
    private final @Nullable Distribution[] ring;
    private final long[] minutes;
    private long newest = Long.MIN_VALUE;

    /** A series that keeps so many minutes. */
    Series(int kept) {
        ring = new Distribution[kept];
        minutes = new long[kept];
    }

    /** Adds a value of a minute, counted since 1970; one that is too old is left out. */
    synchronized void add(long minute, double value) {
        var slot = Math.floorMod(minute, ring.length);
        var there = ring[slot];
        if (there == null || minutes[slot] < minute) {
            there = new Distribution();
            ring[slot] = there;
            minutes[slot] = minute;
        } else if (minutes[slot] > minute) {
            return;
        }
        there.add(value);
        newest = Math.max(newest, minute);
    }

    /** Adds the values from a minute on, before another, to a distribution. */
    synchronized Optional<Distribution> between(long from, long to) {
        var all = new Distribution();
        var found = false;
        for (var minute = Math.max(from, newest - ring.length + 1); minute < to && minute <= newest; minute++) {
            var slot = Math.floorMod(minute, ring.length);
            var there = ring[slot];
            if (there != null && minutes[slot] == minute) {
                all.add(there);
                found = true;
            }
        }
        return found ? Optional.of(all) : Optional.empty();
    }

    synchronized boolean endedBefore(long minute) {
        return newest < minute;
    }
}
