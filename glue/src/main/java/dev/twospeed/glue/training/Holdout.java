package dev.twospeed.glue.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A split of histories into a part to train on and a part to be found again: a fifth of each history of at least
 * {@link #MIN_HISTORY} products, chosen at random but always the same for the same customer and seed. Snapshots carry no
 * times, so the last purchases cannot be told from the first.
 *
 * @param training what is left of each history
 * @param heldOut what was taken out of each history
 */
record Holdout(SparseRows training, SparseRows heldOut) {
    private static final int MIN_HISTORY = 4;
    private static final double SHARE = 0.2;

    static Holdout of(TrainingData data, long seed) {
        List<int[]> training = new ArrayList<>();
        List<int[]> heldOut = new ArrayList<>();
        for (int customer = 0; customer < data.histories().rows(); customer++) {
            int[] history = data.histories().row(customer);
            long own = data.customers().get(customer).id().hashCode();
            int count = history.length < MIN_HISTORY ? 0 : Math.max(1, (int) Math.round(SHARE * history.length));
            shuffle(history, new SplittableRandom(seed * 31 + own));
            heldOut.add(sorted(history, 0, count));
            training.add(sorted(history, count, history.length));
        }
        int products = data.products().size();
        return new Holdout(SparseRows.of(training, products), SparseRows.of(heldOut, products));
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
