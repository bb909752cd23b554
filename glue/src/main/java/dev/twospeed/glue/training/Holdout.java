package dev.twospeed.glue.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A split of histories into a part to train on and sessions to measure on.
 *
 * <p>With times it looks ahead as production does: what was bought before a day is trained on. Customers of before have
 * to be given what they first bought afterwards; of customers who came afterwards the first few products are given and
 * the others are to be found. Without times a fifth of each history is taken out at random.
 *
 * @param training what is left of each history; may be nothing
 * @param sessions what is to be found, in order of customers
 */
record Holdout(SparseRows training, List<HeldOut> sessions) {
    private static final int MIN_HISTORY = 4;
    private static final double SHARE = 0.2;
    private static final double MORE_EACH_SPLIT = 0.1;
    /** Of a new customer 1 to this many products are given, and at least as many are to be found. */
    private static final int MOST_GIVEN = 5;

    /**
     * One of several splits.
     *
     * @param split its number from 0; by time each reaches further back
     */
    static Holdout of(TrainingData data, long seed, int split) {
        long[] times = data.times();
        if (times != null && times.length > 0) {
            Holdout byTime = byTime(data, times, SHARE + MORE_EACH_SPLIT * split);
            if (!byTime.sessions.isEmpty() && byTime.training.entries() > 0) {
                return byTime;
            }
        }
        return atRandom(data, seed + split);
    }

    private static Holdout byTime(TrainingData data, long[] times, double share) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        long cut = sorted[(int) ((1 - share) * (sorted.length - 1))];
        List<int[]> training = new ArrayList<>();
        List<HeldOut> sessions = new ArrayList<>();
        for (int customer = 0; customer < data.histories().rows(); customer++) {
            int[] history = data.histories().row(customer);
            int start = data.histories().start(customer);
            // Stable, so that what was bought at once stays in order of the products.
            int[] byTime = inOrderOfTime(history.length, times, start);
            int before = 0;
            while (before < history.length && times[start + byTime[before]] <= cut) {
                before++;
            }
            int[] ordered = Arrays.stream(byTime).map(i -> history[i]).toArray();
            training.add(sorted(ordered, 0, before));
            int given = before > 0
                    ? before
                    : givenOfNew(data.customers().get(customer).id());
            boolean enough = before > 0 ? history.length > before : history.length >= given + MOST_GIVEN;
            if (enough) {
                sessions.add(new HeldOut(customer, sorted(ordered, 0, given), sorted(ordered, given, ordered.length)));
            }
        }
        return new Holdout(SparseRows.of(training, data.products().size()), sessions);
    }

    private static int givenOfNew(String customer) {
        return 1 + Math.floorMod(customer.hashCode(), MOST_GIVEN);
    }

    private static int[] inOrderOfTime(int count, long[] times, int start) {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(times[start + a], times[start + b]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static Holdout atRandom(TrainingData data, long seed) {
        List<int[]> training = new ArrayList<>();
        List<HeldOut> sessions = new ArrayList<>();
        for (int customer = 0; customer < data.histories().rows(); customer++) {
            int[] history = data.histories().row(customer);
            long own = data.customers().get(customer).id().hashCode();
            int count = history.length < MIN_HISTORY ? 0 : Math.max(1, (int) Math.round(SHARE * history.length));
            shuffle(history, new SplittableRandom(seed * 31 + own));
            int[] left = sorted(history, count, history.length);
            training.add(left);
            if (count > 0) {
                sessions.add(new HeldOut(customer, left, sorted(history, 0, count)));
            }
        }
        return new Holdout(SparseRows.of(training, data.products().size()), sessions);
    }

    private static int[] sorted(int[] history, int from, int to) {
        int[] part = Arrays.copyOfRange(history, from, to);
        Arrays.sort(part);
        return part;
    }

    private static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
