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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures recommenders on held-out interactions, through the very path that answers events. Who bought nothing else that
 * anybody had bought before is left out: no model could tell.
 */
final class Validation {
    /** Lists are measured at this length. */
    static final int K = 10;

    private static final Selection UNSEEN = Selection.unseen(K);

    /** More sessions only take longer. */
    private static final int MOST_SESSIONS = 3_000;
    /** Of a huge catalogue fewer sessions do: each scores all of it. */
    private static final int MOST_SCORES = 100_000_000;

    private final TrainingData data;
    private final Holdout holdout;
    private final List<HeldOut> sessions;

    /**
     * One of several splits of data.
     *
     * @param split its number from 0
     */
    Validation(TrainingData data, long seed, int split) {
        this.data = data;
        this.holdout = Holdout.of(data, seed, split);
        int[] buyers = trainingData().buyers();
        this.sessions = sample(
                holdout.sessions().stream()
                        .filter(session -> session.given().length > 0)
                        .filter(session -> Arrays.stream(session.truth()).anyMatch(product -> buyers[product] > 0))
                        .toList(),
                Math.max(1, data.products().size()));
    }

    /** Evenly over all sessions, so that the sample does not depend on how customers are numbered. */
    private static List<HeldOut> sample(List<HeldOut> all, int catalogueSize) {
        int most = Math.max(1, Math.min(MOST_SESSIONS, MOST_SCORES / catalogueSize));
        int step = Math.max(1, (all.size() + most - 1) / most);
        return IntStream.range(0, (all.size() + step - 1) / step)
                .mapToObj(i -> all.get(i * step))
                .toList();
    }

    /** The data without what is held out. */
    TrainingData trainingData() {
        return data.with(holdout.training());
    }

    /** A collector for lists from this catalogue. */
    Evaluation.Collector collector() {
        return new Evaluation.Collector(K, data.products().size());
    }

    /** How many sessions are measured. */
    int size() {
        return sessions.size();
    }

    /** Adds the lists of a model, which may know other products than the data. */
    void measure(ServingModel model, Evaluation.Collector into) {
        measure(List.of(model), List.of(into));
    }

    /** Adds the lists of models that differ in nothing but their neighbours, each to its own collector. */
    void measure(List<ServingModel> models, List<Evaluation.Collector> into) {
        List<InMemoryRecommender> recommenders =
                models.stream().map(InMemoryRecommender::new).toList();
        InMemoryRecommender first = recommenders.get(0);
        int[] indices = data.products().stream()
                .mapToInt(product -> first.model().indexOf(product.code()))
                .toArray();
        List<List<List<String>>> lists = sessions.parallelStream()
                .map(session -> {
                    FoldedSession folded = fold(first, session, indices);
                    double[] scores = first.embeddingScores(folded);
                    return recommenders.stream()
                            .map(recommender ->
                                    codes(recommender.recommended(recommender.reblended(folded), scores, UNSEEN)))
                            .toList();
                })
                .toList();
        for (int i = 0; i < sessions.size(); i++) {
            Set<String> truth = codes(sessions.get(i).truth());
            for (int m = 0; m < into.size(); m++) {
                into.get(m).add(lists.get(i).get(m), truth);
            }
        }
    }

    private FoldedSession fold(InMemoryRecommender recommender, HeldOut session, int[] indices) {
        Customer features = data.customers().get(session.customer());
        int[] known = Arrays.stream(session.given())
                .map(product -> indices[product])
                .filter(index -> index >= 0)
                .sorted()
                .toArray();
        return recommender.fold(History.of(known), features.country(), features.creditLimit());
    }

    /** Adds the lists of plain popularity. */
    void measurePopularity(Evaluation.Collector into) {
        int[] buyers = trainingData().buyers();
        for (HeldOut session : sessions) {
            Ranking ranking = new Ranking(UNSEEN, session.given());
            for (int product = 0; product < buyers.length; product++) {
                ranking.offer(product, buyers[product]);
            }
            List<String> list = ranking.best().stream()
                    .map(ScoredItem::item)
                    .map(item -> data.products().get(item).code())
                    .toList();
            into.add(list, codes(session.truth()));
        }
    }

    private static List<String> codes(List<ScoredProduct> products) {
        return products.stream().map(ScoredProduct::productCode).toList();
    }

    private Set<String> codes(int[] products) {
        return Arrays.stream(products)
                .mapToObj(data.products()::get)
                .map(Product::code)
                .collect(Collectors.toSet());
    }
}
