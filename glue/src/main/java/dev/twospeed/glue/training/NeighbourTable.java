package dev.twospeed.glue.training;

import dev.twospeed.glue.training.Blocks.Block;
import dev.twospeed.glue.training.Blocks.Work;
import dev.twospeed.glue.training.Hyperparameters.NeighbourView;
import dev.twospeed.recommender.model.Neighbours;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Similarity of products by who bought them: NᵀN with N = D_u^-½ R (D_i + shift)^-½, so that customers with long
 * histories and products that everybody buys count less. Keeps the strongest of each product.
 */
final class NeighbourTable {
    private final JavaSparkContext context;

    NeighbourTable(JavaSparkContext context) {
        this.context = context;
    }

    Neighbours build(SparseRows histories, Blocks byProduct, int[] buyers, NeighbourView view) {
        Broadcast<SparseRows> shipped = context.broadcast(histories);
        List<ArrayList<Similar>> parts = byProduct.map(new Similarities(shipped, buyers, view.most(), view.shift()));
        shipped.destroy();
        return join(parts.stream().flatMap(List::stream).toList());
    }

    private static Neighbours join(List<Similar> lists) {
        int[] offsets = new int[lists.size() + 1];
        for (int product = 0; product < lists.size(); product++) {
            offsets[product + 1] = Math.addExact(offsets[product], lists.get(product).items.length);
        }
        int[] items = new int[offsets[lists.size()]];
        float[] weights = new float[items.length];
        for (int product = 0; product < lists.size(); product++) {
            Similar similar = lists.get(product);
            System.arraycopy(similar.items, 0, items, offsets[product], similar.items.length);
            System.arraycopy(similar.weights, 0, weights, offsets[product], similar.items.length);
        }
        return new Neighbours(offsets, items, weights);
    }

    /** The neighbours of one product, strongest first. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Similar(int[] items, float[] weights) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** The lists of the products of one block. */
    private static final class Similarities implements Work<ArrayList<Similar>> {
        private static final long serialVersionUID = 1;

        private static final long MASK = -1L << Integer.SIZE;

        private final Broadcast<SparseRows> histories;
        private final int[] buyers;
        private final int most;
        private final double shift;

        Similarities(Broadcast<SparseRows> histories, int[] buyers, int most, double shift) {
            this.histories = histories;
            this.buyers = buyers;
            this.most = most;
            this.shift = shift;
        }

        @Override
        public ArrayList<Similar> apply(Block block) {
            ArrayList<Similar> lists = new ArrayList<>();
            double[] shared = new double[buyers.length];
            int[] touched = new int[buyers.length];
            for (int row = 0; row < block.rows().rows(); row++) {
                int product = block.first() + row;
                int count = 0;
                for (int customer : block.rows().row(row)) {
                    int[] history = histories.value().row(customer);
                    for (int other : history) {
                        if (shared[other] == 0) {
                            touched[count++] = other;
                        }
                        shared[other] += 1.0 / history.length;
                    }
                }
                lists.add(strongest(product, shared, Arrays.copyOf(touched, count)));
                for (int i = 0; i < count; i++) {
                    shared[touched[i]] = 0;
                }
            }
            return lists;
        }

        private Similar strongest(int product, double[] shared, int[] touched) {
            double ownScale = Math.sqrt(buyers[product] + shift);
            long[] ranked = new long[touched.length];
            int count = 0;
            for (int other : touched) {
                if (other != product) {
                    float weight = (float) (shared[other] / (ownScale * Math.sqrt(buyers[other] + shift)));
                    // Weights are above 0, so their bits are in their order: strongest first, then the lower index.
                    ranked[count++] = ~((long) Float.floatToIntBits(weight) << Integer.SIZE) & MASK | other;
                }
            }
            Arrays.sort(ranked, 0, count);
            int kept = Math.min(count, most);
            int[] items = new int[kept];
            float[] weights = new float[kept];
            for (int i = 0; i < kept; i++) {
                items[i] = (int) ranked[i];
                weights[i] = Float.intBitsToFloat((int) (~ranked[i] >>> Integer.SIZE));
            }
            return new Similar(items, weights);
        }
    }
}
