package dev.twospeed.recommender.algebra;

import org.jspecify.annotations.Nullable;

/**
 * The one equation behind training and fold-in: the embedding x that explains a row of implicit feedback, given the
 * factors of the other side,
 *
 * <pre>(a0·G + Σ c·v·vᵀ + λI) x = Σ c·v + λ·p</pre>
 *
 * over the observed items' factors v with weights c; G is the Gram matrix of all factors, a0 the weight of what was not
 * observed, p the prior (Hu, Koren, Volinsky 2008; weights as in Rendle et al. 2021). Rows with few items are solved in
 * as many unknowns as they have items, others by {@link Cholesky}. Belongs to one thread.
 */
public final class ImplicitLeastSquares {
    /** Observed items are added this many at a time, in loops that the JVM turns into vector instructions. */
    private static final int GROUP = 4;

    /** A row has few items below the rank by this: then even items that were not met before cost less than a matrix. */
    private static final int FEW = 3;

    private final int rank;
    private final float[] factors;
    private final double[] unobserved;
    private final double[][] matrix;
    private final double[][] group;
    private final Cholesky cholesky;
    private @Nullable FewItems fewItems;

    /**
     * A solver for many rows against the same factors.
     *
     * @param rank length of an embedding
     * @param factors factors of the other side, row-major, {@code rank} columns; not changed afterwards
     * @param gram G, rank × rank, row-major
     * @param unobservedWeight a0
     */
    public ImplicitLeastSquares(int rank, float[] factors, double[] gram, double unobservedWeight) {
        this.rank = rank;
        this.factors = factors;
        this.unobserved = new double[rank * rank];
        for (int i = 0; i < unobserved.length; i++) {
            unobserved[i] = unobservedWeight * gram[i];
        }
        this.matrix = new double[rank][rank];
        this.group = new double[GROUP][rank];
        this.cholesky = new Cholesky(matrix);
    }

    /**
     * Solves for one row.
     *
     * @param items the observed rows of the factors
     * @param weights c of each of them, 0 or more
     * @param strength λ, above 0
     * @param prior p
     * @return x, as long as the rank
     */
    public double[] solve(int[] items, float[] weights, double strength, double[] prior) {
        if (items.length <= rank / FEW) {
            if (fewItems == null) {
                fewItems = new FewItems(rank, factors, unobserved);
            }
            return fewItems.solve(items, weights, strength, prior);
        }
        double[] x = new double[rank];
        for (int i = 0; i < rank; i++) {
            System.arraycopy(unobserved, i * rank + i, matrix[i], i, rank - i);
            matrix[i][i] += strength;
            x[i] = strength * prior[i];
        }
        for (int first = 0; first < items.length; first += GROUP) {
            addGroup(items, weights, first, x);
        }
        cholesky.factorize();
        cholesky.solve(x);
        return x;
    }

    /** Adds Σ c·v·vᵀ to the upper triangle and Σ c·v to the right side, over up to four items. */
    private void addGroup(int[] items, float[] weights, int first, double[] rightSide) {
        double[] a = load(0, items, first);
        double[] b = load(1, items, first + 1);
        double[] c = load(2, items, first + 2);
        double[] d = load(3, items, first + 3);
        double wa = weights[first];
        double wb = first + 1 < items.length ? weights[first + 1] : 0;
        double wc = first + 2 < items.length ? weights[first + 2] : 0;
        double wd = first + 3 < items.length ? weights[first + 3] : 0;
        for (int i = 0; i < rank; i++) {
            double fa = wa * a[i];
            double fb = wb * b[i];
            double fc = wc * c[i];
            double fd = wd * d[i];
            rightSide[i] += fa + fb + fc + fd;
            add(matrix[i], a, b, c, d, fa, fb, fc, fd, i);
        }
    }

    /** A row of factors as double precision; what is beyond the items keeps old numbers, which weigh 0. */
    private double[] load(int place, int[] items, int item) {
        double[] row = group[place];
        if (item < items.length) {
            int start = items[item] * rank;
            for (int i = 0; i < rank; i++) {
                row[i] = factors[start + i];
            }
        }
        return row;
    }

    private static void add(
            double[] to,
            double[] a,
            double[] b,
            double[] c,
            double[] d,
            double fa,
            double fb,
            double fc,
            double fd,
            int start) {
        for (int j = start; j < to.length; j++) {
            to[j] += fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
        }
    }
}
