package dev.twospeed.benchmarks.worker;

import java.util.Arrays;

/** How long calls took. */
final class Latencies {
    private final int size;
    private long[] nanos = new long[1024];
    private int calls;
    private long wall;
    private long processor;

    /** None yet, of calls of this many records. */
    Latencies(int size) {
        this.size = size;
    }

    void add(long latency) {
        if (calls == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * calls);
        }
        nanos[calls++] = latency;
    }

    Latencies over(long wallNanos, long processorNanos) {
        wall = wallNanos;
        processor = processorNanos;
        return this;
    }

    /** Records, seconds, processor seconds, and the quantiles .5 and .99 in milliseconds. */
    String line() {
        long[] sorted = Arrays.copyOf(nanos, calls);
        Arrays.sort(sorted);
        return "measured " + (long) calls * size + " " + wall / 1e9 + " " + processor / 1e9 + " "
                + quantile(sorted, .5) / 1e6 + " " + quantile(sorted, .99) / 1e6;
    }

    /** The least value that is not exceeded by this part of all. */
    private static long quantile(long[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
