package dev.twospeed.recommender.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A small made-up model, also for tests of other packages. */
public final class SmallModel {
    public static final int ITEMS = 30;
    public static final int RANK = 4;

    private SmallModel() {}

    /** Made-up factors, two neighbours an item, a prior that knows France. */
    public static ServingModel serving() {
        SplittableRandom random = new SplittableRandom(1);
        List<Product> products = new ArrayList<>();
        float[] factors = new float[ITEMS * RANK];
        int[] offsets = new int[ITEMS + 1];
        int[] neighbours = new int[ITEMS * 2];
        float[] weights = new float[ITEMS * 2];
        for (int i = 0; i < ITEMS; i++) {
            products.add(new Product(String.format("S%02d, \"ü\"", i), "line\n" + i % 3, random.nextInt(100)));
            for (int j = 0; j < RANK; j++) {
                factors[i * RANK + j] = (float) random.nextDouble(-1, 1);
            }
            offsets[i + 1] = 2 * (i + 1);
            neighbours[2 * i] = (i + 1) % ITEMS;
            neighbours[2 * i + 1] = (i + 2) % ITEMS;
            weights[2 * i] = 0.5f;
            weights[2 * i + 1] = 0.25f;
        }
        FloatMatrix matrix = new FloatMatrix(ITEMS, RANK, factors);
        FeaturePrior prior = new FeaturePrior(
                new double[] {0.1, 0.2, 0.3, 0.4},
                Map.of("France", new double[] {1, 0, 0, 0}),
                new double[] {0, 0.5, 0, 0},
                new double[] {0, 0, -0.5, 0},
                11,
                0.5);
        FoldInParameters foldIn =
                new FoldInParameters(RANK, ITEMS, 0.1, 0.2, 1, 0.3, matrix.gram(), matrix.covariance(), prior);
        return new ServingModel(
                "20260101T000000Z-00000000", products, matrix, new Neighbours(offsets, neighbours, weights), foldIn);
    }

    /** Writes it with two users. */
    public static Manifest write(ArtifactSink sink) throws IOException {
        ServingModel model = serving();
        ModelWriter writer = new ModelWriter(sink, RANK);
        writer.writeItems(model.products(), model.factors(), model.neighbours());
        writer.writeUsers(List.of(
                        new UserRow("103", new float[] {1, 2, 3, 4}), new UserRow("café,\n1", new float[] {5, 6, 7, 8}))
                .iterator());
        writer.writeFoldIn(model.foldIn());
        return writer.publish(model.version(), "20251231T000000Z", Map.of("recall", 0.5), Map.of("rank", 4.0));
    }
}
