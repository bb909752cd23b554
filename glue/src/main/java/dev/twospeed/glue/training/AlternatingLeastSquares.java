package dev.twospeed.glue.training;

import dev.twospeed.glue.training.Blocks.Block;
import dev.twospeed.glue.training.Blocks.Work;
import dev.twospeed.recommender.algebra.ImplicitLeastSquares;
import dev.twospeed.recommender.model.FloatMatrix;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Implicit alternating least squares on Spark (Hu, Koren, Volinsky 2008), with the very equation that fold-in solves, so
 * that a trained and a folded-in customer are the same. Each half step ships one side's factors and solves for the rows
 * of the other in parallel. MLlib's ALS solves a slightly different equation and shuffles in an order that varies.
 */
final class AlternatingLeastSquares {
    private static final double INITIAL_SCALE = 0.1;

    private final JavaSparkContext context;
    private final Blocks byCustomer;
    private final Blocks byProduct;
    private final int products;

    AlternatingLeastSquares(JavaSparkContext context, Blocks byCustomer, Blocks byProduct, int products) {
        this.context = context;
        this.byCustomer = byCustomer;
        this.byProduct = byProduct;
        this.products = products;
    }

    /** Item and user factors, the latter as they explain the items without any prior. */
    record Factors(FloatMatrix items, FloatMatrix users) {}

    Factors train(Hyperparameters chosen) {
        Solved items = initial(chosen);
        Solved users = solve(byCustomer, items, chosen);
        for (int i = 0; i < chosen.iterations(); i++) {
            items = solve(byProduct, users, chosen);
            users = solve(byCustomer, items, chosen);
        }
        return new Factors(items.factors(), users.factors());
    }

    private Solved initial(Hyperparameters chosen) {
        SplittableRandom random = new SplittableRandom(chosen.seed());
        float[] values = new float[Math.multiplyExact(products, chosen.rank())];
        double scale = INITIAL_SCALE / Math.sqrt(chosen.rank());
        for (int i = 0; i < values.length; i++) {
            // A sum of uniforms is normal enough and the same on every machine.
            double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
            values[i] = (float) (scale * (sum - 2));
        }
        FloatMatrix factors = new FloatMatrix(products, chosen.rank(), values);
        return new Solved(factors, factors.gram());
    }

    private Solved solve(Blocks rows, Solved fixed, Hyperparameters chosen) {
        Broadcast<Solved> shipped = context.broadcast(fixed);
        List<Solved> parts = rows.map(new HalfStep(shipped, chosen));
        shipped.destroy();
        return Solved.join(parts, chosen.rank());
    }

    /**
     * Factors with their Gram matrix, which is summed where the rows are.
     *
     * @param gram rank × rank
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Solved(FloatMatrix factors, double[] gram) implements Serializable {
        private static final long serialVersionUID = 1;

        static Solved join(List<Solved> parts, int rank) {
            int rows = parts.stream().mapToInt(part -> part.factors.rows()).sum();
            float[] values = new float[Math.multiplyExact(rows, rank)];
            double[] gram = new double[rank * rank];
            int next = 0;
            for (Solved part : parts) {
                System.arraycopy(part.factors.values(), 0, values, next, part.factors.values().length);
                next += part.factors.values().length;
                Arrays.setAll(gram, i -> gram[i] + part.gram[i]);
            }
            return new Solved(new FloatMatrix(rows, rank, values), gram);
        }
    }

    /** Solves for the rows of one block. */
    private static final class HalfStep implements Work<Solved> {
        private static final long serialVersionUID = 1;

        private final Broadcast<Solved> fixed;
        private final int rank;
        private final double unobservedWeight;
        private final double regularization;
        private final double exponent;

        HalfStep(Broadcast<Solved> fixed, Hyperparameters chosen) {
            this.fixed = fixed;
            this.rank = chosen.rank();
            this.unobservedWeight = chosen.unobservedWeight();
            this.regularization = chosen.regularization();
            this.exponent = chosen.regularizationExponent();
        }

        @Override
        public Solved apply(Block block) {
            FloatMatrix other = fixed.value().factors();
            var squares = new ImplicitLeastSquares(rank, fixed.value().gram(), unobservedWeight);
            double[] noPrior = new double[rank];
            float[] solved = new float[Math.multiplyExact(block.rows().rows(), rank)];
            for (int row = 0; row < block.rows().rows(); row++) {
                int[] observed = block.rows().row(row);
                float[] weights = new float[observed.length];
                Arrays.fill(weights, 1);
                double strength =
                        regularization * Math.pow(observed.length + unobservedWeight * other.rows(), exponent);
                double[] x = squares.solve(other.values(), observed, weights, strength, noPrior);
                for (int i = 0; i < rank; i++) {
                    solved[row * rank + i] = (float) x[i];
                }
            }
            FloatMatrix factors = new FloatMatrix(block.rows().rows(), rank, solved);
            return new Solved(factors, factors.gram());
        }
    }
}
