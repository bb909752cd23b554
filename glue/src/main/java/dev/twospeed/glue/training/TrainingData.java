package dev.twospeed.glue.training;

import dev.twospeed.recommender.model.Product;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interactions of one snapshot in memory: customers and products by index, in order of their ids.
 *
 * @param customers who interacted; row i of {@code histories}
 * @param products what there is, popularity not counted yet; column j of {@code histories}
 * @param histories the products of each customer
 * @param times when each of them was first bought, entry by entry of {@code histories}; null if nobody knows
 */
@SuppressWarnings("ArrayRecordComponent")
record TrainingData(List<Customer> customers, List<Product> products, SparseRows histories, long @Nullable [] times) {
    /**
     * A customer with the features the prior knows.
     *
     * @param creditLimit null if unknown
     */
    record Customer(
            String id, @Nullable String country, @Nullable Double creditLimit) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** Interactions of which the times are not known. */
    TrainingData(List<Customer> customers, List<Product> products, SparseRows histories) {
        this(customers, products, histories, null);
    }

    /** The same products with other histories; customers without any are left out. */
    TrainingData with(SparseRows otherHistories) {
        List<Customer> active = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        for (int customer = 0; customer < customers.size(); customer++) {
            if (otherHistories.count(customer) > 0) {
                active.add(customers.get(customer));
                rows.add(otherHistories.row(customer));
            }
        }
        return new TrainingData(active, products, SparseRows.of(rows, products.size()));
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
