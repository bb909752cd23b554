package dev.twospeed.recommender.serve;

import dev.twospeed.recommender.model.FloatMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the best items of a whole catalogue: all are scored in single precision, a column of the factors at a time, in loops that the JVM
 * turns into vector instructions; those that come near the list are scored again as everywhere else. What single precision can be wrong
 * by is bounded, so the list is the same as if all had been scored exactly. Immutable.
 */
final class CatalogueScan {
    /** Unit roundoff of single precision. */
    private static final double ROUNDOFF = 0x1p-24;

    private static final int GROUP = 4;

    private final FloatMatrix factors;
    private final float[][] columns;
    private final double longest;

    /** A scan of these factors, of which it keeps a copy by columns. */
    CatalogueScan(FloatMatrix factors) {
        this.factors = factors;
        this.longest = longest(factors);
        // Whole groups: the last may be filled up with zeros, which add nothing.
        this.columns = new float[(factors.columns() + GROUP - 1) / GROUP * GROUP][factors.rows()];
        for (int item = 0; item < factors.rows(); item++) {
            for (int i = 0; i < factors.columns(); i++) {
                columns[i][item] = factors.values()[item * factors.columns() + i];
            }
        }
    }

    /** The greatest length of a row. */
    static double longest(FloatMatrix factors) {
        double longest = 0;
        for (int start = 0; start < factors.values().length; start += factors.columns()) {
            double squares = 0;
            for (int i = start; i < start + factors.columns(); i++) {
                squares += (double) factors.values()[i] * factors.values()[i];
            }
            longest = Math.max(longest, squares);
        }
        return Math.sqrt(longest);
    }

    /** How far an inner product in single precision, in any order of summation, may be from the exact one. */
    static double uncertainty(double[] embedding, double longest) {
        double squares = 0;
        for (double x : embedding) {
            squares += x * x;
        }
        // Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1; some more for the rounded
        // embedding.
        return 1.01 * (embedding.length + 4) * ROUNDOFF * Math.sqrt(squares) * longest;
    }

    /** The best items for a session that has an embedding. */
    List<ScoredItem> best(FoldedSession session, Selection selection) {
        double[] scores = blended(session);
        if (selection.excludeSeen()) {
            for (int item : session.seen()) {
                scores[item] = Double.NEGATIVE_INFINITY;
            }
        }
        // Of two scores each may be wrong by as much.
        double wrong = session.blend().embeddingFactor() * uncertainty(session.embedding(), longest);
        Ranking ranking = new Ranking(selection, session.seen());
        for (int item : near(scores, Math.min(selection.length(), scores.length), 2 * wrong)) {
            ranking.offer(item, session.score(item, factors.dot(item, session.embedding())));
        }
        return ranking.best();
    }

    private double[] blended(FoldedSession session) {
        double[] embedding = session.embedding();
        float[] products = new float[factors.rows()];
        for (int first = 0; first < embedding.length; first += GROUP) {
            add(
                    products,
                    columns[first],
                    columns[first + 1],
                    columns[first + 2],
                    columns[first + 3],
                    (float) embedding[first],
                    first + 1 < embedding.length ? (float) embedding[first + 1] : 0,
                    first + 2 < embedding.length ? (float) embedding[first + 2] : 0,
                    first + 3 < embedding.length ? (float) embedding[first + 3] : 0);
        }
        Blend blend = session.blend();
        double[] scores = new double[products.length];
        for (int item = 0; item < scores.length; item++) {
            scores[item] = blend.embeddingFactor() * products[item];
        }
        NeighbourScores neighbours = session.neighbours();
        for (int i = 0; i < neighbours.items().length; i++) {
            scores[neighbours.items()[i]] +=
                    blend.neighbourFactor() * neighbours.scores()[i];
        }
        return scores;
    }

    private static void add(
            float[] to, float[] a, float[] b, float[] c, float[] d, float fa, float fb, float fc, float fd) {
        for (int i = 0; i < to.length; i++) {
            to[i] += fa * a[i] + fb * b[i] + fc * c[i] + fd * d[i];
        }
    }

    /** The items whose scores are among the best of this number, or below them by no more than a margin. */
    private static int[] near(double[] scores, int best, double margin) {
        if (best == 0) {
            return new int[0];
        }
        double[] ascending = new double[best];
        Arrays.fill(ascending, Double.NEGATIVE_INFINITY);
        double bar = Double.NEGATIVE_INFINITY;
        int[] near = new int[2 * best];
        int count = 0;
        for (int item = 0; item < scores.length; item++) {
            double score = scores[item];
            if (score < bar) {
                continue;
            }
            if (count == near.length) {
                count = above(bar, scores, near, count);
                near = count > near.length / 2 ? Arrays.copyOf(near, 2 * near.length) : near;
            }
            near[count++] = item;
            if (score > ascending[0]) {
                insert(ascending, score);
                bar = ascending[0] - margin;
            }
        }
        return Arrays.copyOf(near, above(bar, scores, near, count));
    }

    /** Keeps the items of this score or a better one, at the beginning; the number of them. */
    private static int above(double bar, double[] scores, int[] items, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (scores[items[i]] >= bar) {
                items[kept++] = items[i];
            }
        }
        return kept;
    }

    /** Takes a score in, in ascending order, for the least one. */
    private static void insert(double[] ascending, double score) {
        int at = 1;
        while (at < ascending.length && ascending[at] < score) {
            ascending[at - 1] = ascending[at];
            at++;
        }
        ascending[at - 1] = score;
    }
}
