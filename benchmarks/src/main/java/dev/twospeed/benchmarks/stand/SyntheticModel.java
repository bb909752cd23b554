package dev.twospeed.benchmarks.stand;

import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.model.FeaturePrior;
import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.FoldInParameters;
import dev.twospeed.recommender.model.ModelFolder;
import dev.twospeed.recommender.model.ModelWriter;
import dev.twospeed.recommender.model.Neighbours;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import dev.twospeed.recommender.model.UserRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A made-up model of the shape of a trained one: items in groups of fifty around a common direction, as product lines are, and each with
 * the 150 similar items that training keeps. The same numbers give the same model.
 *
 * @param items size of the catalogue
 * @param users number of customers
 * @param rank numbers an embedding has
 */
public record SyntheticModel(int items, int users, int rank) {
    private static final int GROUP = 50;
    private static final int NEIGHBOURS = 150;
    private static final double SPREAD = 0.6;

    /** The model in memory. */
    public ServingModel inMemory() {
        FloatMatrix factors = factors(new Random(1));
        return new ServingModel("20261101T000000Z-11111111", products(), factors, neighbours(), foldIn(factors));
    }

    /** Writes it as a version of a store. */
    public void publish(Path folder, String version) throws IOException {
        Random random = new Random(version.hashCode());
        FloatMatrix factors = factors(random);
        ModelWriter writer = new ModelWriter(new ModelFolder(folder), rank);
        writer.writeItems(products(), factors, neighbours());
        writer.writeUsers(IntStream.range(0, users)
                .mapToObj(user -> new UserRow("%08d".formatted(user), near(factors, user % items, random)))
                .iterator());
        writer.writeFoldIn(foldIn(factors));
        writer.publish(version, "snapshot=20261101T000000Z", Map.of(), Map.of("rank", (double) rank));
    }

    private List<Product> products() {
        return IntStream.range(0, items)
                .mapToObj(item -> new Product(TestModel.code(item), "line " + item / GROUP, items - item))
                .toList();
    }

    private FloatMatrix factors(Random random) {
        float[] values = new float[items * rank];
        float[] centre = new float[rank];
        double scale = 1 / Math.sqrt(rank);
        for (int item = 0; item < items; item++) {
            if (item % GROUP == 0) {
                centre = normal(random, rank, scale);
            }
            float[] own = normal(random, rank, SPREAD * scale);
            for (int i = 0; i < rank; i++) {
                values[item * rank + i] = centre[i] + own[i];
            }
        }
        return new FloatMatrix(items, rank, values);
    }

    private static float[] near(FloatMatrix factors, int item, Random random) {
        float[] near = factors.row(item);
        float[] own = normal(random, near.length, SPREAD / Math.sqrt(near.length));
        for (int i = 0; i < near.length; i++) {
            near[i] += own[i];
        }
        return near;
    }

    private Neighbours neighbours() {
        int count = Math.min(NEIGHBOURS, items - 1);
        int[] offsets =
                IntStream.rangeClosed(0, items).map(item -> item * count).toArray();
        int[] neighbours = new int[items * count];
        float[] weights = new float[items * count];
        for (int i = 0; i < neighbours.length; i++) {
            int item = i / count;
            int place = i % count;
            // On both sides in turn, so distinct and never the item itself.
            int step = place / 2 + 1;
            neighbours[i] = Math.floorMod(place % 2 == 0 ? item + step : item - step, items);
            weights[i] = 1f / (2 + place);
        }
        return new Neighbours(offsets, neighbours, weights);
    }

    private FoldInParameters foldIn(FloatMatrix factors) {
        Random random = new Random(3);
        double[] effect = random.doubles(rank, -0.1, 0.1).toArray();
        FeaturePrior prior =
                new FeaturePrior(effect, Map.of("France", effect, "USA", new double[rank]), effect, effect, 11, 0.5);
        double unobserved = 20.0 * 5 / items / items;
        return new FoldInParameters(rank, items, unobserved, 0.05, 1, 0.7, factors.gram(), factors.covariance(), prior);
    }

    private static float[] normal(Random random, int count, double scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    /** Products of so many sessions, 1 to 8 each, mostly of one group. */
    public List<int[]> sessions(int count) {
        Random random = new Random(5);
        return IntStream.range(0, count).mapToObj(session -> session(random)).toList();
    }

    private int[] session(Random random) {
        int start = random.nextInt(items);
        int[] session = new int[1 + random.nextInt(8)];
        Arrays.setAll(
                session, i -> random.nextInt(5) == 0 ? random.nextInt(items) : (start + random.nextInt(GROUP)) % items);
        return session;
    }
}
