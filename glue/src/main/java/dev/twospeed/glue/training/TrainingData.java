package dev.twospeed.glue.training;

import dev.twospeed.recommender.model.Product;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interactions of one snapshot in memory: customers and products by index, in order of their ids.
 *
 * @param customers who interacted; row i of {@code histories}
 * @param products what there is, popularity not counted yet; column j of {@code histories}
 * @param histories the products of each customer
 */
record TrainingData(List<Customer> customers, List<Product> products, SparseRows histories) {
    /**
     * A customer with the features the prior knows.
     *
     * @param creditLimit null if unknown
     */
    record Customer(
            String id, @Nullable String country, @Nullable Double creditLimit) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** The same customers and products with other histories. */
    TrainingData with(SparseRows otherHistories) {
        return new TrainingData(customers, products, otherHistories);
    }

    /** How many customers have each product. */
    int[] buyers() {
        int[] buyers = new int[products.size()];
        for (int customer = 0; customer < histories.rows(); customer++) {
            for (int product : histories.row(customer)) {
                buyers[product]++;
            }
        }
        return buyers;
    }
}
