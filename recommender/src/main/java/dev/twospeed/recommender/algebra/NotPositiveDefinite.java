package dev.twospeed.recommender.algebra;

/** A least squares system has no answer. */
final class NotPositiveDefinite extends ArithmeticException {
    private static final long serialVersionUID = 1;

    NotPositiveDefinite(int row, int size) {
        super("the matrix of a least squares system is not positive definite at row " + row + " of " + size
                + ": its factors or its regularization are not valid numbers");
    }
}
