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

    Validation(TrainingData data, Holdout holdout) {
        this.data = data;
        this.holdout = holdout;
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

    /** Whether there is anybody to measure on. */
    boolean isEmpty() {
        return customers.length == 0;
    }

    Evaluation model(ServingModel model) {
        InMemoryRecommender recommender = new InMemoryRecommender(model);
        return evaluate(customer -> {
            Customer features = data.customers().get(customer);
            History history = History.of(holdout.training().row(customer));
            FoldedSession session = recommender.fold(history, features.country(), features.creditLimit());
            return recommender.recommended(session, Selection.unseen(K)).stream()
                    .map(ScoredProduct::productCode)
                    .toList();
        });
    }

    Evaluation popularity() {
        int[] buyers = data.with(holdout.training()).buyers();
        return evaluate(customer -> {
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

    private Evaluation evaluate(IntFunction<List<String>> recommender) {
        List<List<String>> lists =
                Arrays.stream(customers).parallel().mapToObj(recommender).toList();
        Evaluation.Collector collector =
                new Evaluation.Collector(K, data.products().size());
        for (int i = 0; i < customers.length; i++) {
            collector.add(lists.get(i), codes(holdout.heldOut().row(customers[i])));
        }
        return collector.evaluation();
    }

    private Set<String> codes(int[] products) {
        return Arrays.stream(products)
                .mapToObj(data.products()::get)
                .map(Product::code)
                .collect(Collectors.toSet());
    }
}
