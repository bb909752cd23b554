package dev.twospeed.recommender.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the best items of those offered: higher score first, then lower index, so that the order never varies. */
public final class Ranking {
    private static final Comparator<ScoredItem> WORST_FIRST =
            Comparator.comparingDouble(ScoredItem::score).thenComparing(ScoredItem::item, Comparator.reverseOrder());

    private final Selection selection;
    private final int[] seen;
    private final PriorityQueue<ScoredItem> best = new PriorityQueue<>(WORST_FIRST);

    /**
     * An empty ranking.
     *
     * @param seen indices of the session's products, ascending
     */
    public Ranking(Selection selection, int[] seen) {
        this.selection = selection;
        this.seen = seen;
    }

    /** Considers one item; each may be offered once. */
    public void offer(int item, double score) {
        if (selection.length() == 0) {
            return;
        }
        ScoredItem worst = best.size() < selection.length() ? null : best.peek();
        boolean makesTheList = worst == null || score > worst.score() || score == worst.score() && item < worst.item();
        if (!makesTheList || selection.excludeSeen() && Arrays.binarySearch(seen, item) >= 0) {
            return;
        }
        if (worst != null) {
            best.poll();
        }
        best.add(new ScoredItem(item, score));
    }

    /** Whether an item of at most this score may still make the list. */
    public boolean isOpenTo(double score) {
        ScoredItem worst = best.size() < selection.length() ? null : best.peek();
        return worst == null ? selection.length() > 0 : score >= worst.score();
    }

    /** The best of what was offered, best first. */
    public List<ScoredItem> best() {
        List<ScoredItem> list = new ArrayList<>(best);
        list.sort(WORST_FIRST.reversed());
        return list;
    }
}
