package dev.twospeed.recommender.algebra;

import org.jspecify.annotations.Nullable;

/**
 * Solves {@link ImplicitLeastSquares}' equation for rows of few items. With A = a0·G + λI and V of the items' factors, x = A⁻¹(Vα + λp),
 * where α has a number for each item and solves
 *
 * <pre>(C⁻¹ + VᵀA⁻¹V) α = 1 - VᵀA⁻¹λp</pre>
 *
 * so a small system takes the place of one of the rank's size (by the Sherman-Morrison-Woodbury formula). A differs between rows in λ alone: in the basis in which a0·G is
 * tridiagonal it is solved in as many steps as the rank, and items keep their coordinates in that basis. G holds v·vᵀ of each item, so
 * vᵀA⁻¹v is at most 1/a0: nothing cancels. Belongs to one thread.
 */
final class FewItems {
    /** Items whose coordinates are kept: at rank 64 they are 2 MB. A power of two. */
    private static final int KEPT = 4_096;

    private final int rank;
    private final float[] factors;
    private final Tridiagonal gram;

    /** Coordinates of an item at the place of its index, modulo the places; which item they are of. */
    private final double @Nullable [][] coordinates;

    private final int[] coordinatesOf = new int[KEPT];

    /**
     * A solver for many rows.
     *
     * @param factors row-major, {@code rank} columns
     * @param unobserved a0·G, rank × rank, row-major
     */
    FewItems(int rank, float[] factors, double[] unobserved) {
        this.rank = rank;
        this.factors = factors;
        this.gram = new Tridiagonal(rank, unobserved);
        this.coordinates = new double[KEPT][];
    }

    /** As {@link ImplicitLeastSquares#solve}. */
    double[] solve(int[] items, float[] weights, double strength, double[] prior) {
        double[] x = new double[rank];
        for (int i = 0; i < rank; i++) {
            x[i] = strength * prior[i];
        }
        gram.intoBasis(x);
        Tridiagonal.Shifted shifted = gram.plus(strength);
        shifted.forward(x);
        if (items.length > 0) {
            addItems(items, weights, shifted, x);
        }
        double[] pivots = shifted.pivots();
        for (int i = 0; i < rank; i++) {
            x[i] /= pivots[i];
        }
        shifted.backward(x);
        gram.outOfBasis(x);
        return x;
    }

    /** Adds Vα to λp, both as L⁻¹Qᵀ of them. */
    private void addItems(int[] items, float[] weights, Tridiagonal.Shifted shifted, double[] x) {
        double[][] rows = new double[items.length][];
        double[][] system = new double[items.length][items.length];
        double[] alpha = new double[items.length];
        double[] divided = new double[rank];
        double[] pivots = shifted.pivots();
        for (int n = 0; n < items.length; n++) {
            double[] row = coordinates(items[n]).clone();
            shifted.forward(row);
            rows[n] = row;
            for (int i = 0; i < rank; i++) {
                divided[i] = row[i] / pivots[i];
            }
            // Multiplied by the root of C from both sides: an item that weighs 0 has a C, but no C⁻¹.
            double root = Math.sqrt(weights[n]);
            for (int m = 0; m <= n; m++) {
                system[m][n] = root * Math.sqrt(weights[m]) * Vectors.dot(rows[m], divided, 0);
            }
            system[n][n] += 1;
            alpha[n] = root * (1 - Vectors.dot(x, divided, 0));
        }
        Cholesky cholesky = new Cholesky(system);
        cholesky.factorize();
        cholesky.solve(alpha);
        for (int n = 0; n < items.length; n++) {
            Vectors.add(x, 0, rows[n], Math.sqrt(weights[n]) * alpha[n]);
        }
    }

    private double[] coordinates(int item) {
        int place = item & KEPT - 1;
        double[] kept = coordinates[place];
        if (kept != null && coordinatesOf[place] == item) {
            return kept;
        }
        double[] made = new double[rank];
        for (int i = 0; i < rank; i++) {
            made[i] = factors[item * rank + i];
        }
        gram.intoBasis(made);
        coordinates[place] = made;
        coordinatesOf[place] = item;
        return made;
    }
}
