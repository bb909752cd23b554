package dev.twospeed.recommender.serve;

import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.event.Strategy;
import dev.twospeed.recommender.model.FeaturePrior;
import dev.twospeed.recommender.model.ServingModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recommends from a model in memory by scoring the whole catalogue: exact. With a database the same session is folded
 * here, the database proposes candidates by inner product, and {@link FoldedSession#score} and {@link Ranking} finish
 * the job; candidates that hold the best length + seen items by embedding and all of {@link FoldedSession#neighbours}
 * give the same list. Immutable but for what it computes once.
 */
public final class InMemoryRecommender {
    private static final NeighbourScores NO_NEIGHBOURS = new NeighbourScores(new int[0], new double[0]);

    private final ServingModel model;
    private final FoldIn foldIn;
    private final double longest;

    /** Made when the whole catalogue is scored for the first time: it costs as much memory as the factors. */
    private volatile @Nullable CatalogueScan scan;

    /** A recommender that answers from this model. */
    public InMemoryRecommender(ServingModel model) {
        this.model = model;
        this.foldIn = new FoldIn(model.foldIn(), model.factors());
        this.longest = CatalogueScan.longest(model.factors());
    }

    /** The model that answers. */
    public ServingModel model() {
        return model;
    }

    /** Recommends for an event, with the best strategy that its knowledge allows. */
    public Recommendations recommend(ActivityEvent event, Selection selection) {
        FoldedSession session = fold(event);
        return new Recommendations(recommended(session, selection), similar(session, selection), session.strategy());
    }

    /** Folds an event's session into the embedding space. */
    public FoldedSession fold(ActivityEvent event) {
        return fold(History.of(event.browseHistory(), model), event.country(), event.creditLimit());
    }

    /** Folds a history of a customer with these features, null where unknown. */
    public FoldedSession fold(History history, @Nullable String country, @Nullable Double creditLimit) {
        FeaturePrior prior = model.foldIn().prior();
        if (model.products().isEmpty()) {
            return folded(Strategy.NONE, new double[0], history, NO_NEIGHBOURS);
        }
        if (history.isEmpty() && !prior.knows(country, creditLimit)) {
            return folded(Strategy.POPULARITY, new double[0], history, NO_NEIGHBOURS);
        }
        double[] embedding = foldIn.fold(history, prior.expected(country, creditLimit));
        Strategy strategy = history.isEmpty() ? Strategy.PRIOR : Strategy.SESSION;
        return folded(strategy, embedding, history, NeighbourScores.of(history, model.neighbours()));
    }

    /** The same session, whose products weigh 1 each, seen by this model, which differs in nothing but its neighbours. */
    public FoldedSession reblended(FoldedSession session) {
        return session.embedding().length == 0
                ? session
                : folded(
                        session.strategy(),
                        session.embedding(),
                        History.of(session.seen()),
                        NeighbourScores.of(History.of(session.seen()), model.neighbours()));
    }

    /** The best products of the whole catalogue for a session. */
    public List<ScoredProduct> recommended(FoldedSession session, Selection selection) {
        if (session.embedding().length == 0) {
            return recommended(session, new double[0], selection);
        }
        CatalogueScan made = scan;
        if (made == null) {
            // Two threads may both make it: the same.
            made = new CatalogueScan(model.factors());
            scan = made;
        }
        return named(made.best(session, selection));
    }

    /** How far an inner product of a session's embedding in float32, as a database computes it, may be from the exact one. */
    public double uncertainty(FoldedSession session) {
        return CatalogueScan.uncertainty(session.embedding(), longest);
    }

    /** Inner products of a session's embedding with all items; empty without an embedding. */
    public double[] embeddingScores(FoldedSession session) {
        double[] scores =
                new double[session.embedding().length == 0 ? 0 : model.factors().rows()];
        for (int item = 0; item < scores.length; item++) {
            scores[item] = model.factors().dot(item, session.embedding());
        }
        return scores;
    }

    /** The best products for a session whose {@link #embeddingScores} are known. */
    public List<ScoredProduct> recommended(FoldedSession session, double[] embeddingScores, Selection selection) {
        Ranking ranking = new Ranking(selection, session.seen());
        int size = model.products().size();
        if (session.strategy() == Strategy.POPULARITY) {
            for (int item = 0; item < size; item++) {
                ranking.offer(item, model.products().get(item).popularity());
            }
            return named(ranking.best());
        }
        // Items and neighbours are both in order of their indices: one walk over both.
        NeighbourScores neighbours = session.neighbours();
        int next = 0;
        for (int item = 0; item < size; item++) {
            boolean named = next < neighbours.items().length && neighbours.items()[next] == item;
            double neighbourScore = named ? neighbours.scores()[next++] : 0;
            ranking.offer(item, session.blend().score(embeddingScores[item], neighbourScore));
        }
        return named(ranking.best());
    }

    /** The products most similar to those of a session, by the neighbour table. */
    public List<ScoredProduct> similar(FoldedSession session, Selection selection) {
        Ranking ranking = new Ranking(selection, session.seen());
        NeighbourScores neighbours = session.neighbours();
        for (int i = 0; i < neighbours.items().length; i++) {
            ranking.offer(neighbours.items()[i], neighbours.scores()[i]);
        }
        return named(ranking.best());
    }

    /** The same items by the codes of their products. */
    public List<ScoredProduct> named(List<ScoredItem> items) {
        return items.stream()
                .map(item -> new ScoredProduct(model.products().get(item.item()).code(), item.score()))
                .toList();
    }

    private FoldedSession folded(Strategy strategy, double[] embedding, History history, NeighbourScores neighbours) {
        Blend blend = embedding.length == 0 ? new Blend(1, 0) : Blend.of(embedding, neighbours, model.foldIn());
        return new FoldedSession(strategy, embedding, history.items(), neighbours, blend);
    }
}
