package dev.twospeed.glue.training;

import dev.twospeed.glue.training.Blocks.Block;
import dev.twospeed.glue.training.Blocks.Work;
import dev.twospeed.glue.training.TrainingData.Customer;
import dev.twospeed.recommender.algebra.ImplicitLeastSquares;
import dev.twospeed.recommender.model.FeaturePrior;
import dev.twospeed.recommender.model.FloatMatrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Implicit alternating least squares on Spark (Hu, Koren, Volinsky 2008), with the very equation that fold-in solves, so
 * that a trained and a folded-in customer are the same. Each half step ships one side's factors and solves for the rows
 * of the other in parallel. Customers are drawn to what their features make expect, which is learnt anew from each
 * round's customers. MLlib's ALS knows no such prior and shuffles in an order that varies.
 */
final class AlternatingLeastSquares {
    private static final double INITIAL_SCALE = 0.1;

    private final JavaSparkContext context;
    private final Blocks byCustomer;
    private final Blocks byProduct;
    private final int products;
    private final List<Customer> customers;
    private final Broadcast<ArrayList<Customer>> features;

    AlternatingLeastSquares(
            JavaSparkContext context,
            Blocks byCustomer,
            Blocks byProduct,
            int products,
            Broadcast<ArrayList<Customer>> features) {
        this.context = context;
        this.byCustomer = byCustomer;
        this.byProduct = byProduct;
        this.products = products;
        this.features = features;
        this.customers = features.value();
    }

    /** Item factors and what to expect of a customer. */
    record Factors(FloatMatrix items, FeaturePrior prior) {}

    Factors train(Hyperparameters chosen) {
        Solved items = initial(chosen);
        FeaturePrior prior = FeaturePrior.ofMean(new double[chosen.rank()]);
        for (int i = 0; i < chosen.iterations(); i++) {
            Solved users = solve(byCustomer, items, chosen, new CustomerPriors(prior, features));
            prior = PriorEstimate.of(customers, users.factors(), chosen.priorShrinkage());
            items = solve(byProduct, users, chosen, new NoPrior(chosen.rank()));
        }
        Solved users = solve(byCustomer, items, chosen, new CustomerPriors(prior, features));
        return new Factors(items.factors(), PriorEstimate.of(customers, users.factors(), chosen.priorShrinkage()));
    }

    /** What is expected of a row before it is solved for; shipped to executors. */
    private interface RowPrior extends Serializable {
        double[] of(int row);
    }

    private record NoPrior(int rank) implements RowPrior {
        private static final long serialVersionUID = 1;

        @Override
        public double[] of(int row) {
            return new double[rank];
        }
    }

    private record CustomerPriors(FeaturePrior prior, Broadcast<ArrayList<Customer>> customers) implements RowPrior {
        private static final long serialVersionUID = 1;

        @Override
        public double[] of(int row) {
            Customer customer = customers.value().get(row);
            return prior.expected(customer.country(), customer.creditLimit());
        }
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

    private Solved solve(Blocks rows, Solved fixed, Hyperparameters chosen, RowPrior prior) {
        Broadcast<Solved> shipped = context.broadcast(fixed);
        List<Solved> parts = rows.map(new HalfStep(shipped, chosen, prior));
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
        private final RowPrior prior;

        HalfStep(Broadcast<Solved> fixed, Hyperparameters chosen, RowPrior prior) {
            this.prior = prior;
            this.fixed = fixed;
            this.rank = chosen.rank();
            this.unobservedWeight = chosen.unobservedWeight();
            this.regularization = chosen.regularization();
            this.exponent = chosen.regularizationExponent();
        }

        @Override
        public Solved apply(Block block) {
            FloatMatrix other = fixed.value().factors();
            var squares =
                    new ImplicitLeastSquares(rank, other.values(), fixed.value().gram(), unobservedWeight);
            float[] solved = new float[Math.multiplyExact(block.rows().rows(), rank)];
            for (int row = 0; row < block.rows().rows(); row++) {
                int[] observed = block.rows().row(row);
                float[] weights = new float[observed.length];
                Arrays.fill(weights, 1);
                double strength =
                        regularization * Math.pow(observed.length + unobservedWeight * other.rows(), exponent);
                double[] x = squares.solve(observed, weights, strength, prior.of(block.first() + row));
                for (int i = 0; i < rank; i++) {
                    solved[row * rank + i] = (float) x[i];
                }
            }
            FloatMatrix factors = new FloatMatrix(block.rows().rows(), rank, solved);
            return new Solved(factors, factors.gram());
        }
    }
}
