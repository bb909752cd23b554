package dev.twospeed.recommender.serve;

import dev.twospeed.recommender.model.FoldInParameters;

/**
 * Joins the two views of a session into one score: e/std(e) + w · l/std(l), e from the embedding, l from the neighbours.
 * The deviations are over the whole catalogue but are found without scanning it: std(e)² = xᵀ Cov(V) x.
 *
 * @param embeddingFactor 1/std(e), 1 if all items score the same
 * @param neighbourFactor w/std(l), 0 if the history has no neighbours
 */
public record Blend(double embeddingFactor, double neighbourFactor) {
    static Blend of(double[] embedding, NeighbourScores neighbours, FoldInParameters parameters) {
        double embeddingDeviation = Math.sqrt(Math.max(0, quadraticForm(parameters.covariance(), embedding)));
        double neighbourDeviation = neighbours.deviation(parameters.catalogueSize());
        return new Blend(
                embeddingDeviation > 0 ? 1 / embeddingDeviation : 1,
                neighbourDeviation > 0 ? parameters.blendWeight() / neighbourDeviation : 0);
    }

    /** The blended score of one item. */
    public double score(double embeddingScore, double neighbourScore) {
        return embeddingFactor * embeddingScore + neighbourFactor * neighbourScore;
    }

    /** xᵀMx of a symmetric matrix by its upper triangle, row by row into a vector: a loop that the JVM vectorizes, as inner products are not. */
    private static double quadraticForm(double[] matrix, double[] x) {
        double[] product = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            int start = i * x.length;
            product[i] += matrix[start + i] * x[i] / 2;
            add(product, matrix, start, i + 1, x[i]);
            sum += x[i] * product[i];
        }
        return 2 * sum;
    }

    private static void add(double[] to, double[] rows, int row, int start, double factor) {
        for (int j = start; j < to.length; j++) {
            to[j] += factor * rows[row + j];
        }
    }
}
