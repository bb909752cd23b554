package dev.twospeed.recommender.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that answering a session needs, in memory: catalogue, item factors, neighbours, fold-in. Immutable. */
public final class ServingModel {
    private final String version;
    private final List<Product> products;
    private final FloatMatrix factors;
    private final Neighbours neighbours;
    private final FoldInParameters foldIn;
    private final Map<String, Integer> indices;

    /**
     * A model of parts that fit together: as many rows and lists as products, as many columns as the rank.
     *
     * @throws IllegalArgumentException if they do not
     */
    public ServingModel(
            String version,
            List<Product> products,
            FloatMatrix factors,
            Neighbours neighbours,
            FoldInParameters foldIn) {
        if (factors.rows() != products.size()
                || neighbours.size() != products.size()
                || factors.columns() != foldIn.rank()) {
            throw new IllegalArgumentException("model " + version + " has " + products.size() + " products of rank "
                    + foldIn.rank() + " but factors of " + factors.rows() + " × " + factors.columns()
                    + " and neighbours of " + neighbours.size());
        }
        this.version = version;
        this.products = List.copyOf(products);
        this.factors = factors;
        this.neighbours = neighbours;
        this.foldIn = foldIn;
        this.indices = new HashMap<>(products.size() * 2);
        for (int i = 0; i < products.size(); i++) {
            indices.put(products.get(i).code(), i);
        }
    }

    /** The model's version, as in its manifest. */
    public String version() {
        return version;
    }

    /** The catalogue in order of the items' indices. */
    public List<Product> products() {
        return products;
    }

    /** Item factors, a row an item. */
    public FloatMatrix factors() {
        return factors;
    }

    /** Similar items of each item. */
    public Neighbours neighbours() {
        return neighbours;
    }

    /** The parameters of fold-in and blend. */
    public FoldInParameters foldIn() {
        return foldIn;
    }

    /** The index of a product, -1 if the model does not know it. */
    public int indexOf(String productCode) {
        return indices.getOrDefault(productCode, -1);
    }

    /** The same model with another neighbour table, of the same products, and weight of its score. */
    public ServingModel withNeighbours(Neighbours others, double weight) {
        return new ServingModel(version, products, factors, others, foldIn.withBlendWeight(weight));
    }
}
