package dev.twospeed.handlers.answer;

import dev.twospeed.recommender.model.FeaturePrior;
import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.FoldInParameters;
import dev.twospeed.recommender.model.Neighbours;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A model of made-up numbers, to exercise code with before there is a real one; it never answers anybody. */
final class TinyModel {
    private static final int ITEMS = 64;
    private static final int RANK = 16;

    private TinyModel() {}

    /** The code of its first product. */
    static String productCode() {
        return "P0";
    }

    static ServingModel make() {
        float[] values = new float[ITEMS * RANK];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        FloatMatrix factors = new FloatMatrix(ITEMS, RANK, values);
        int[] offsets = IntStream.rangeClosed(0, ITEMS).toArray();
        int[] next = IntStream.range(0, ITEMS).map(item -> (item + 1) % ITEMS).toArray();
        float[] weights = new float[ITEMS];
        Arrays.fill(weights, 1);
        FoldInParameters foldIn = new FoldInParameters(
                RANK,
                ITEMS,
                0.01,
                0.1,
                0.5,
                0.5,
                factors.gram(),
                factors.covariance(),
                FeaturePrior.ofMean(new double[RANK]));
        return new ServingModel(
                "none",
                IntStream.range(0, ITEMS)
                        .mapToObj(item -> new Product("P" + item, "", item))
                        .toList(),
                factors,
                new Neighbours(offsets, next, weights),
                foldIn);
    }
}
