package dev.twospeed.glue.training;

import dev.twospeed.glue.training.AlternatingLeastSquares.Factors;
import dev.twospeed.glue.training.Blocks.Block;
import dev.twospeed.glue.training.Blocks.Work;
import dev.twospeed.glue.training.Hyperparameters.NeighbourView;
import dev.twospeed.glue.training.TrainingData.Customer;
import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.FoldInParameters;
import dev.twospeed.recommender.model.Neighbours;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import dev.twospeed.recommender.serve.FoldIn;
import dev.twospeed.recommender.serve.History;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** Fits models to one set of histories; what does not depend on the hyperparameters tried is computed once. */
final class ModelFit implements AutoCloseable {
    private final JavaSparkContext context;
    private final TrainingData data;
    private final Blocks byCustomer;
    private final Blocks byProduct;
    private final Broadcast<ArrayList<Customer>> customers;
    private final int[] buyers;
    private @Nullable Neighbours neighbours;

    ModelFit(JavaSparkContext context, TrainingData data) {
        this(context, data, Blocks.ENTRIES_WORTH_A_JOB);
    }

    ModelFit(JavaSparkContext context, TrainingData data, int entriesWorthAJob) {
        this.context = context;
        this.data = data;
        this.byCustomer = new Blocks(context, data.histories(), entriesWorthAJob);
        this.byProduct = new Blocks(context, data.histories().transposed(), entriesWorthAJob);
        this.customers = context.broadcast(new ArrayList<>(data.customers()));
        this.buyers = data.buyers();
    }

    /** All of the model but the users. */
    ServingModel fit(Hyperparameters chosen) {
        Factors factors = new AlternatingLeastSquares(
                        context, byCustomer, byProduct, data.products().size(), customers)
                .train(chosen);
        FoldInParameters foldIn = new FoldInParameters(
                chosen.rank(),
                data.products().size(),
                chosen.unobservedWeight(),
                chosen.regularization(),
                chosen.regularizationExponent(),
                chosen.neighbours().weight(),
                factors.items().gram(),
                factors.items().covariance(),
                factors.prior());
        return new ServingModel(
                "in training", popularProducts(), factors.items(), neighbours(chosen.neighbours()), foldIn);
    }

    /** The users of a fitted model: each the fold-in of its history, drawn to what its features make expect. */
    FloatMatrix users(ServingModel model) {
        Broadcast<FoldInParameters> foldIn = context.broadcast(model.foldIn());
        Broadcast<FloatMatrix> factors = context.broadcast(model.factors());
        List<float[]> parts = byCustomer.map(new FoldUsers(foldIn, factors, customers));
        foldIn.destroy();
        factors.destroy();
        int rank = model.foldIn().rank();
        float[] values = new float[Math.multiplyExact(data.customers().size(), rank)];
        int next = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, values, next, part.length);
            next += part.length;
        }
        return new FloatMatrix(data.customers().size(), rank, values);
    }

    @Override
    public void close() {
        byCustomer.close();
        byProduct.close();
        customers.destroy();
    }

    /** The neighbours of each product; only their exponent is searched, so all else is built once. */
    Neighbours neighbours(NeighbourView view) {
        Neighbours built = neighbours;
        if (built == null) {
            built = new NeighbourTable(context).build(data.histories(), byProduct, buyers, view);
            neighbours = built;
        }
        return built.raised(view.exponent());
    }

    private List<Product> popularProducts() {
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < buyers.length; i++) {
            Product product = data.products().get(i);
            products.add(new Product(product.code(), product.productLine(), buyers[i]));
        }
        return products;
    }

    /** Folds in the customers of one block. */
    private record FoldUsers(
            Broadcast<FoldInParameters> foldIn,
            Broadcast<FloatMatrix> factors,
            Broadcast<ArrayList<Customer>> customers)
            implements Work<float[]> {
        private static final long serialVersionUID = 1;

        @Override
        public float[] apply(Block block) {
            FoldInParameters parameters = foldIn.value();
            FoldIn folder = new FoldIn(parameters, factors.value());
            int rank = parameters.rank();
            float[] users = new float[block.rows().rows() * rank];
            for (int row = 0; row < block.rows().rows(); row++) {
                Customer customer = customers.value().get(block.first() + row);
                double[] expected = parameters.prior().expected(customer.country(), customer.creditLimit());
                double[] user = folder.fold(History.of(block.rows().row(row)), expected);
                for (int i = 0; i < rank; i++) {
                    users[row * rank + i] = (float) user[i];
                }
            }
            return users;
        }
    }
}
