package dev.twospeed.handlers.support;

import dev.twospeed.recommender.model.FeaturePrior;
import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.FoldInParameters;
import dev.twospeed.recommender.model.ModelFolder;
import dev.twospeed.recommender.model.ModelWriter;
import dev.twospeed.recommender.model.Neighbours;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.UserRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A model of random numbers; the same seed gives the same model. */
public record TestModel(int items, int users, int rank, long seed) {
    /** Neighbours of each item. */
    private static final int NEIGHBOURS = 20;

    public static TestModel small(long seed) {
        return new TestModel(300, 50, 16, seed);
    }

    /** The code of a product. */
    public static String code(int item) {
        return "S%05d".formatted(item);
    }

    /** Writes it as a version of a store. */
    public void publish(FolderModelStore store, String version) throws IOException {
        Random random = new Random(seed);
        ModelWriter writer = new ModelWriter(new ModelFolder(store.folder(version)), rank);
        List<Product> products = IntStream.range(0, items)
                .mapToObj(item -> new Product(code(item), "line " + item % 7, items - item))
                .toList();
        FloatMatrix factors = new FloatMatrix(items, rank, normal(random, items * rank));
        writer.writeItems(products, factors, neighbours(random));
        List<UserRow> rows = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            rows.add(new UserRow(String.valueOf(100 + user), normal(random, rank)));
        }
        writer.writeUsers(rows.iterator());
        double[] slope = doubles(random);
        FeaturePrior prior = new FeaturePrior(
                doubles(random), Map.of("France", doubles(random), "USA", doubles(random)), slope, slope, 11, 0.5);
        writer.writeFoldIn(
                new FoldInParameters(rank, items, 0.01, 0.1, 0.5, 0.7, factors.gram(), factors.covariance(), prior));
        writer.publish(version, "snapshot=20261124T000000Z", Map.of("recall@10", 0.2), Map.of("rank", (double) rank));
    }

    private Neighbours neighbours(Random random) {
        int[] offsets =
                IntStream.rangeClosed(0, items).map(item -> item * NEIGHBOURS).toArray();
        int[] neighbours = new int[items * NEIGHBOURS];
        float[] weights = new float[items * NEIGHBOURS];
        for (int i = 0; i < neighbours.length; i++) {
            // Distinct and never the item itself.
            neighbours[i] = (i / NEIGHBOURS + 1 + i % NEIGHBOURS * 7) % items;
            weights[i] = 1f / (1 + i % NEIGHBOURS) + random.nextFloat() / 100;
        }
        return new Neighbours(offsets, neighbours, weights);
    }

    private double[] doubles(Random random) {
        return random.doubles(rank, -0.5, 0.5).toArray();
    }

    private static float[] normal(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
