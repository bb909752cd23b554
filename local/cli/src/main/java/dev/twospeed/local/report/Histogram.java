package dev.twospeed.local.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How times are distributed, in milliseconds.
 *
 * @param from where the first bin begins
 * @param width of each bin
 * @param counts how many times fall into each bin, its lower end included
 * @param median half of the times are at most this, by nearest rank
 * @param p95 95 % of the times are at most this
 * @param most the longest time
 */
public record Histogram(long from, long width, List<Integer> counts, long median, long p95, long most) {
    private static final int MOST_BINS = 40;
    private static final long[] STEPS = {1, 2, 5};

    /** The histogram of some times; without bins if there are none. */
    public static Histogram of(long[] millis) {
        if (millis.length == 0) {
            return new Histogram(0, 1, List.of(), 0, 0, 0);
        }
        var sorted = millis.clone();
        Arrays.sort(sorted);
        var least = sorted[0];
        var most = sorted[sorted.length - 1];
        var width = width(most - least);
        var from = Math.floorDiv(least, width) * width;
        var counts = new int[Math.toIntExact((most - from) / width + 1)];
        for (var time : sorted) {
            counts[Math.toIntExact((time - from) / width)]++;
        }
        var list = new ArrayList<Integer>();
        Arrays.stream(counts).forEach(list::add);
        return new Histogram(from, width, list, rank(sorted, .5), rank(sorted, .95), most);
    }

    /** 1, 2 or 5 times a power of ten, so that the bins are not too many. */
    private static long width(long span) {
        for (long ten = 1; ; ten *= 10) {
            for (var step : STEPS) {
                if (span / (ten * step) < MOST_BINS - 1) {
                    return ten * step;
                }
            }
        }
    }

    private static long rank(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
