package dev.twospeed.recommender.algebra;

/**
 * A symmetric matrix as Q T Qᵀ, T being tridiagonal and Q orthogonal, by Householder's reflections (Golub and Van Loan, Matrix
 * Computations, 4th edition, section 8.3.1). A system that differs in nothing but a multiple of the identity has the same Q, and in its
 * basis takes as many steps as it has unknowns. Immutable.
 */
final class Tridiagonal {
    private final double[] diagonal;
    private final double[] beside;

    /** Reflection k leaves the first k + 1 coordinates as they are: its vector is of the others, scaled so that it is I - vvᵀ. */
    private final double[][] reflections;

    /**
     * Reduces a matrix.
     *
     * @param matrix size × size, row-major, symmetric; only its lower triangle is read
     */
    Tridiagonal(int size, double[] matrix) {
        double[][] lower = new double[size][];
        for (int i = 0; i < size; i++) {
            lower[i] = new double[i + 1];
            System.arraycopy(matrix, i * size, lower[i], 0, i + 1);
        }
        this.diagonal = new double[size];
        this.beside = new double[Math.max(0, size - 1)];
        this.reflections = new double[Math.max(0, size - 2)][];
        for (int k = 0; k < reflections.length; k++) {
            reflections[k] = reflection(lower, k);
            beside[k] = reflections[k].length == 0 ? lower[k + 1][k] : reflected(lower, k);
            reflect(lower, k + 1, reflections[k]);
        }
        for (int i = 0; i < size; i++) {
            diagonal[i] = lower[i][i];
        }
        if (size > 1) {
            beside[size - 2] = lower[size - 1][size - 2];
        }
    }

    /** T of this matrix plus a multiple of the identity, factorised. */
    Shifted plus(double shift) {
        int size = diagonal.length;
        double[] pivots = new double[size];
        double[] factors = new double[size];
        for (int i = 0; i < size; i++) {
            pivots[i] = diagonal[i] + shift;
            if (i > 0) {
                factors[i] = beside[i - 1] / pivots[i - 1];
                pivots[i] -= beside[i - 1] * factors[i];
            }
            if (!(pivots[i] > 0)) {
                throw new NotPositiveDefinite(i, size);
            }
        }
        return new Shifted(pivots, factors);
    }

    /** Replaces x by Qᵀx. */
    void intoBasis(double[] x) {
        for (int k = 0; k < reflections.length; k++) {
            reflect(x, k + 1, reflections[k]);
        }
    }

    /** Replaces x by Qx. */
    void outOfBasis(double[] x) {
        for (int k = reflections.length - 1; k >= 0; k--) {
            reflect(x, k + 1, reflections[k]);
        }
    }

    /**
     * T + shift · I as L D Lᵀ, L being of ones and one diagonal below them.
     *
     * @param pivots D
     * @param factors what is below the ones; the first is not used
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Shifted(double[] pivots, double[] factors) {
        /** Replaces x by L⁻¹x. */
        void forward(double[] x) {
            double last = x[0];
            for (int i = 1; i < x.length; i++) {
                last = x[i] - factors[i] * last;
                x[i] = last;
            }
        }

        /** Replaces x by L⁻ᵀx. */
        void backward(double[] x) {
            double last = x[x.length - 1];
            for (int i = x.length - 2; i >= 0; i--) {
                last = x[i] - factors[i + 1] * last;
                x[i] = last;
            }
        }
    }

    /** The reflection that leaves of column k nothing below its first number under the diagonal; empty if there is nothing. */
    private static double[] reflection(double[][] lower, int k) {
        int length = lower.length - k - 1;
        double squares = 0;
        for (int i = 1; i < length; i++) {
            squares += lower[k + 1 + i][k] * lower[k + 1 + i][k];
        }
        if (squares == 0) {
            return new double[0];
        }
        double first = lower[k + 1][k];
        double norm = Math.sqrt(squares + first * first);
        double[] v = new double[length];
        // Of the two reflections the one whose first number is no difference of like ones.
        v[0] = first + Math.copySign(norm, first);
        for (int i = 1; i < length; i++) {
            v[i] = lower[k + 1 + i][k];
        }
        double scale = Math.sqrt(2 / (squares + v[0] * v[0]));
        for (int i = 0; i < length; i++) {
            v[i] *= scale;
        }
        return v;
    }

    /** What a column's reflection leaves of it. */
    private static double reflected(double[][] lower, int k) {
        double squares = 0;
        for (int i = k + 1; i < lower.length; i++) {
            squares += lower[i][k] * lower[i][k];
        }
        return -Math.copySign(Math.sqrt(squares), lower[k + 1][k]);
    }

    /** Reflects x from a place on. */
    private static void reflect(double[] x, int start, double[] v) {
        Vectors.add(x, start, v, -Vectors.dot(v, x, start));
    }

    /** Reflects rows and columns from a place on: M - vwᵀ - wvᵀ with w = Mv - ½(vᵀMv)v. */
    private static void reflect(double[][] lower, int start, double[] v) {
        double[] w = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            double[] row = lower[start + i];
            double sum = row[start + i] * v[i];
            for (int j = 0; j < i; j++) {
                sum += row[start + j] * v[j];
                w[j] += row[start + j] * v[i];
            }
            w[i] += sum;
        }
        Vectors.add(w, 0, v, -Vectors.dot(v, w, 0) / 2);
        for (int i = 0; i < v.length; i++) {
            double[] row = lower[start + i];
            for (int j = 0; j <= i; j++) {
                row[start + j] -= v[i] * w[j] + w[i] * v[j];
            }
        }
    }
}
