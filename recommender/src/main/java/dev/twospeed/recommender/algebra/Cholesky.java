package dev.twospeed.recommender.algebra;

/**
 * Solves A x = b for a symmetric positive definite matrix by Cholesky's factorisation. Keeps its work space between
 * calls, so one instance belongs to one thread.
 */
public final class Cholesky {
    private final int size;
    private final double[] lower;

    /** A solver for systems of {@code size} unknowns. */
    public Cholesky(int size) {
        this.size = size;
        this.lower = new double[size * size];
    }

    /**
     * Factorises a matrix for the {@link #solve} calls that follow.
     *
     * @param matrix row-major, size × size; only the lower triangle is read
     * @throws ArithmeticException if the matrix is not positive definite
     */
    public void factorize(double[] matrix) {
        for (int i = 0; i < size; i++) {
            int row = i * size;
            for (int j = 0; j <= i; j++) {
                double sum = matrix[row + j] - dot(row, j * size, j);
                if (i != j) {
                    lower[row + j] = sum / lower[j * size + j];
                } else if (sum > 0) {
                    lower[row + i] = Math.sqrt(sum);
                } else {
                    throw new ArithmeticException(
                            "the matrix of a least squares system is not positive definite at row " + i + " of " + size
                                    + ": its factors or its regularization are not valid numbers");
                }
            }
        }
    }

    /** Replaces the right side by the solution. */
    public void solve(double[] rightSide) {
        for (int i = 0; i < size; i++) {
            double sum = rightSide[i];
            for (int k = 0; k < i; k++) {
                sum -= lower[i * size + k] * rightSide[k];
            }
            rightSide[i] = sum / lower[i * size + i];
        }
        // Column by column, so that memory is read in the order in which it lies.
        for (int i = size - 1; i >= 0; i--) {
            double x = rightSide[i] / lower[i * size + i];
            rightSide[i] = x;
            for (int k = 0; k < i; k++) {
                rightSide[k] -= lower[i * size + k] * x;
            }
        }
    }

    private double dot(int row, int other, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += lower[row + k] * lower[other + k];
        }
        return sum;
    }
}
