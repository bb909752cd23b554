package dev.twospeed.recommender.model;

/**
 * Each item's most similar other items, strongest first. An item is its index in the catalogue. Holds the arrays it is
 * given: nobody may change them afterwards.
 */
public final class Neighbours {
    private final int[] offsets;
    private final int[] items;
    private final float[] weights;

    /** What is done with one neighbour. */
    public interface Visitor {
        /** Called for one neighbour with its weight, which is above 0. */
        void visit(int neighbour, float weight);
    }

    /**
     * Neighbours of all items in one table.
     *
     * @param offsets where each item's neighbours begin; one more than items, the last is the end
     * @param items the neighbours' indices
     * @param weights their weights
     */
    public Neighbours(int[] offsets, int[] items, float[] weights) {
        if (offsets.length == 0 || offsets[offsets.length - 1] != items.length || items.length != weights.length) {
            throw new IllegalArgumentException("a neighbour table of " + items.length + " items and " + weights.length
                    + " weights does not match its offsets");
        }
        this.offsets = offsets;
        this.items = items;
        this.weights = weights;
    }

    /** Number of items that have a (perhaps empty) list. */
    public int size() {
        return offsets.length - 1;
    }

    /** Number of neighbours over all items. */
    public int entries() {
        return items.length;
    }

    /** Number of neighbours of one item. */
    public int count(int item) {
        return offsets[item + 1] - offsets[item];
    }

    /** The same neighbours with each weight raised to a power above 0, which keeps their order. */
    public Neighbours raised(double exponent) {
        if (exponent == 1) {
            return this;
        }
        float[] raised = new float[weights.length];
        for (int i = 0; i < raised.length; i++) {
            raised[i] = Math.max(Float.MIN_NORMAL, (float) Math.pow(weights[i], exponent));
        }
        return new Neighbours(offsets, items, raised);
    }

    /** The neighbours of one item, strongest first. */
    public void forEach(int item, Visitor visitor) {
        for (int i = offsets[item]; i < offsets[item + 1]; i++) {
            visitor.visit(items[i], weights[i]);
        }
    }

    /** Adds the weights of one item's neighbours, each times a factor, to the neighbours' places. */
    public void add(int item, float factor, double[] sums) {
        for (int i = offsets[item]; i < offsets[item + 1]; i++) {
            sums[items[i]] += factor * weights[i];
        }
    }
}
