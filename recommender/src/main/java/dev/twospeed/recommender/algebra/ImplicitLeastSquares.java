package dev.twospeed.recommender.algebra;

/**
 * The one equation behind training and fold-in: the embedding x that explains a row of implicit feedback, given the
 * factors of the other side,
 *
 * <pre>(a0·G + Σ c·v·vᵀ + λI) x = Σ c·v + λ·p</pre>
 *
 * over the observed items' factors v with weights c; G is the Gram matrix of all factors, a0 the weight of what was not
 * observed, p the prior (Hu, Koren, Volinsky 2008; weights as in Rendle et al. 2021). Belongs to one thread.
 */
public final class ImplicitLeastSquares {
    private final int rank;
    private final double[] unobserved;
    private final double[] matrix;
    private final Cholesky cholesky;

    /**
     * A solver for many rows against the same factors.
     *
     * @param rank length of an embedding
     * @param gram G, rank × rank, row-major
     * @param unobservedWeight a0
     */
    public ImplicitLeastSquares(int rank, double[] gram, double unobservedWeight) {
        this.rank = rank;
        this.unobserved = new double[rank * rank];
        for (int i = 0; i < unobserved.length; i++) {
            unobserved[i] = unobservedWeight * gram[i];
        }
        this.matrix = new double[rank * rank];
        this.cholesky = new Cholesky(rank);
    }

    /**
     * Solves for one row.
     *
     * @param factors factors of the other side, row-major, {@code rank} columns
     * @param items the observed rows of {@code factors}
     * @param weights c of each of them
     * @param strength λ, above 0
     * @param prior p
     * @return x, as long as the rank
     */
    public double[] solve(float[] factors, int[] items, float[] weights, double strength, double[] prior) {
        System.arraycopy(unobserved, 0, matrix, 0, matrix.length);
        double[] x = new double[rank];
        for (int i = 0; i < rank; i++) {
            matrix[i * rank + i] += strength;
            x[i] = strength * prior[i];
        }
        for (int n = 0; n < items.length; n++) {
            addOuterProduct(factors, items[n] * rank, weights[n], x);
        }
        cholesky.factorize(matrix);
        cholesky.solve(x);
        return x;
    }

    private void addOuterProduct(float[] factors, int start, double weight, double[] rightSide) {
        for (int i = 0; i < rank; i++) {
            double left = weight * factors[start + i];
            rightSide[i] += left;
            int row = i * rank;
            for (int j = 0; j <= i; j++) {
                matrix[row + j] += left * factors[start + j];
            }
        }
    }
}
