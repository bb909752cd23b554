package dev.twospeed.local.demo;

import dev.twospeed.local.orders.Article;
import dev.twospeed.local.report.Report;
import dev.twospeed.recommender.model.ServingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/** Lays products out in two dimensions: the first two principal components of their embeddings. */
final class ProductMap {
    private ProductMap() {}

    /** A point for each product of a model, named and coloured as the shop has it. */
    static List<Report.Point> of(ServingModel model, Map<String, Article> shop) {
        var vectors = new float[model.factors().rows()][];
        for (var row = 0; row < vectors.length; row++) {
            vectors[row] = model.factors().row(row);
        }
        var places = project(vectors);
        var points = new ArrayList<Report.Point>();
        for (var row = 0; row < vectors.length; row++) {
            var product = shop.get(model.products().get(row).code());
            if (product != null) {
                points.add(new Report.Point(places[row][0], places[row][1], product.line(), product.name()));
            }
        }
        return points;
    }

    /**
     * Projects vectors.
     *
     * @param vectors one row a product, all of one length of at least 2
     * @return x and y of each product
     */
    static double[][] project(float[][] vectors) {
        var dimensions = vectors[0].length;
        var mean = new double[dimensions];
        for (var vector : vectors) {
            for (var i = 0; i < dimensions; i++) {
                mean[i] += vector[i] / vectors.length;
            }
        }
        var covariance = new double[dimensions][dimensions];
        for (var vector : vectors) {
            for (var i = 0; i < dimensions; i++) {
                for (var j = 0; j < dimensions; j++) {
                    covariance[i][j] += (vector[i] - mean[i]) * (vector[j] - mean[j]);
                }
            }
        }
        var components = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance, false), 1e-12, true);
        var first = components.getEigenvector(0);
        var second = components.getEigenvector(1);
        var points = new double[vectors.length][2];
        for (var p = 0; p < vectors.length; p++) {
            for (var i = 0; i < dimensions; i++) {
                points[p][0] += (vectors[p][i] - mean[i]) * first.getEntry(i);
                points[p][1] += (vectors[p][i] - mean[i]) * second.getEntry(i);
            }
        }
        return points;
    }
}
