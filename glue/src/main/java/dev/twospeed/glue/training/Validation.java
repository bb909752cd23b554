package dev.twospeed.glue.training;

import dev.twospeed.glue.training.TrainingData.Customer;
import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import dev.twospeed.recommender.serve.FoldedSession;
import dev.twospeed.recommender.serve.History;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import dev.twospeed.recommender.serve.Ranking;
import dev.twospeed.recommender.serve.ScoredItem;
import dev.twospeed.recommender.serve.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures recommenders on held-out interactions, through the very path that answers events. */
final class Validation {
    /** Lists are measured at this length. */
    static final int K = 10;

    private static final int MOST_CUSTOMERS = 5_000;

    private final TrainingData data;
    private final Holdout holdout;
    private final int[] customers;

    Validation(TrainingData data, long seed) {
        this.data = data;
        this.holdout = Holdout.of(data, seed);
        int[] measurable = IntStream.range(0, data.customers().size())
                .filter(customer -> holdout.heldOut().count(customer) > 0
                        && holdout.training().count(customer) > 0)
                .toArray();
        // Evenly over all customers, so that the sample does not depend on how they are numbered.
        int step = Math.max(1, (measurable.length + MOST_CUSTOMERS - 1) / MOST_CUSTOMERS);
        this.customers = IntStream.range(0, (measurable.length + step - 1) / step)
                .map(i -> measurable[i * step])
                .toArray();
    }

    /** The data without what is held out. */
    TrainingData trainingData() {
        return data.with(holdout.training());
    }

    /** A collector for lists from this catalogue. */
    Evaluation.Collector collector() {
        return new Evaluation.Collector(K, data.products().size());
    }

    /** How many customers are measured. */
    int size() {
        return customers.length;
    }

    /** Adds the lists of a model. */
    void measure(ServingModel model, Evaluation.Collector into) {
        InMemoryRecommender recommender = new InMemoryRecommender(model);
        measure(into, customer -> {
            Customer features = data.customers().get(customer);
            History history = History.of(holdout.training().row(customer));
            FoldedSession session = recommender.fold(history, features.country(), features.creditLimit());
            return recommender.recommended(session, Selection.unseen(K)).stream()
                    .map(ScoredProduct::productCode)
                    .toList();
        });
    }

    /** Adds the lists of plain popularity. */
    void measurePopularity(Evaluation.Collector into) {
        int[] buyers = data.with(holdout.training()).buyers();
        measure(into, customer -> {
            Ranking ranking =
                    new Ranking(Selection.unseen(K), holdout.training().row(customer));
            for (int product = 0; product < buyers.length; product++) {
                ranking.offer(product, buyers[product]);
            }
            return ranking.best().stream()
                    .map(ScoredItem::item)
                    .map(item -> data.products().get(item).code())
                    .toList();
        });
    }

    private void measure(Evaluation.Collector into, IntFunction<List<String>> recommender) {
        List<List<String>> lists =
                Arrays.stream(customers).parallel().mapToObj(recommender).toList();
        for (int i = 0; i < customers.length; i++) {
            into.add(lists.get(i), codes(holdout.heldOut().row(customers[i])));
        }
    }

    private Set<String> codes(int[] products) {
        return Arrays.stream(products)
                .mapToObj(data.products()::get)
                .map(Product::code)
                .collect(Collectors.toSet());
    }
}
