package dev.twospeed.recommender.serve;

import dev.twospeed.recommender.model.Neighbours;
import java.util.Arrays;

/**
 * For each item similar to one of a history, the sum of the weights with which the history's items name it: l of the
 * blend. Sparse, in order of indices.
 *
 * @param items indices of the items that are named
 * @param scores l of each, above 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record NeighbourScores(int[] items, double[] scores) {
    private static final int ENTRIES_WORTH_SORTING = 8;

    static NeighbourScores of(History history, Neighbours neighbours) {
        int entries = 0;
        for (int item : history.items()) {
            entries += neighbours.count(item);
        }
        // For a long history one place an item is cheaper than sorting; sums are of the same order either way.
        if (entries > neighbours.size() / ENTRIES_WORTH_SORTING) {
            return summedByPlace(history, neighbours);
        }
        // (index, position) packed into one number: sorting groups equal indices and keeps the order of summation.
        long[] named = new long[entries];
        float[] weights = new float[entries];
        int[] next = {0};
        for (int n = 0; n < history.items().length; n++) {
            float historyWeight = history.weights()[n];
            neighbours.forEach(history.items()[n], (neighbour, weight) -> {
                named[next[0]] = (long) neighbour << Integer.SIZE | next[0];
                weights[next[0]++] = historyWeight * weight;
            });
        }
        Arrays.sort(named);
        return summed(named, weights);
    }

    private static NeighbourScores summedByPlace(History history, Neighbours neighbours) {
        double[] sums = new double[neighbours.size()];
        for (int n = 0; n < history.items().length; n++) {
            neighbours.add(history.items()[n], history.weights()[n], sums);
        }
        // Weights are above 0: what is 0 was not named.
        int count = 0;
        for (double sum : sums) {
            if (sum > 0) {
                count++;
            }
        }
        int[] items = new int[count];
        double[] scores = new double[count];
        int next = 0;
        for (int item = 0; item < sums.length; item++) {
            if (sums[item] > 0) {
                items[next] = item;
                scores[next++] = sums[item];
            }
        }
        return new NeighbourScores(items, scores);
    }

    private static NeighbourScores summed(long[] named, float[] weights) {
        int[] items = new int[named.length];
        double[] scores = new double[named.length];
        int count = 0;
        for (long name : named) {
            int item = (int) (name >> Integer.SIZE);
            if (count == 0 || items[count - 1] != item) {
                items[count++] = item;
            }
            scores[count - 1] += weights[(int) name];
        }
        return new NeighbourScores(Arrays.copyOf(items, count), Arrays.copyOf(scores, count));
    }

    /** l of an item, 0 if it is not named. */
    public double score(int item) {
        int found = Arrays.binarySearch(items, item);
        return found < 0 ? 0 : scores[found];
    }

    /** Standard deviation of l over a catalogue, of which all other items score 0. */
    double deviation(int catalogueSize) {
        double sum = 0;
        double squares = 0;
        for (double score : scores) {
            sum += score;
            squares += score * score;
        }
        double mean = sum / catalogueSize;
        return Math.sqrt(Math.max(0, squares / catalogueSize - mean * mean));
    }
}
