package dev.twospeed.recommender.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the best items of those offered: higher score first, then lower index, so that the order never varies. */
public final class Ranking {
    private final Selection selection;
    private final int[] seen;

    /** The best so far, best first; grows to the selection's length. */
    private int[] items;

    private double[] scores;
    private int size;

    /**
     * An empty ranking.
     *
     * @param seen indices of the session's products, ascending
     */
    public Ranking(Selection selection, int[] seen) {
        this.selection = selection;
        this.seen = seen;
        this.items = new int[Math.min(selection.length(), 16)];
        this.scores = new double[items.length];
    }

    /** Considers one item; each may be offered once. */
    public void offer(int item, double score) {
        if (size == selection.length() && (size == 0 || !isBefore(item, score, size - 1))
                || selection.excludeSeen() && Arrays.binarySearch(seen, item) >= 0) {
            return;
        }
        if (size < selection.length()) {
            if (size == items.length) {
                int longer = Math.min(selection.length(), 2 * size);
                items = Arrays.copyOf(items, longer);
                scores = Arrays.copyOf(scores, longer);
            }
            size++;
        }
        int place = size - 1;
        while (place > 0 && isBefore(item, score, place - 1)) {
            items[place] = items[place - 1];
            scores[place] = scores[place - 1];
            place--;
        }
        items[place] = item;
        scores[place] = score;
    }

    private boolean isBefore(int item, double score, int place) {
        return score > scores[place] || score == scores[place] && item < items[place];
    }

    /** Whether an item of at most this score may still make the list. */
    public boolean isOpenTo(double score) {
        return size < selection.length() || size > 0 && score >= scores[size - 1];
    }

    /** The best of what was offered, best first. */
    public List<ScoredItem> best() {
        List<ScoredItem> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(new ScoredItem(items[i], scores[i]));
        }
        return list;
    }
}
