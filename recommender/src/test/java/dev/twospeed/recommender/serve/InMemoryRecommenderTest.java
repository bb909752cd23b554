package dev.twospeed.recommender.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.HistoryItem;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.event.Strategy;
import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.Neighbours;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import dev.twospeed.recommender.model.SmallModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InMemoryRecommenderTest {
    private static final ServingModel MODEL = SmallModel.serving();
    private static final InMemoryRecommender RECOMMENDER = new InMemoryRecommender(MODEL);

    @Test
    void shouldUseTheSession_whenOneOfItsProductsIsKnown() {
        Recommendations answer = RECOMMENDER.recommend(event("Norway", null, code(3), "unknown"), Selection.unseen(10));

        assertThat(answer.strategy()).isEqualTo(Strategy.SESSION);
        assertThat(answer.recommended()).hasSize(10);
        assertThat(answer.similar()).containsExactly(new ScoredProduct(code(4), 0.5), new ScoredProduct(code(5), 0.25));
    }

    @Test
    void shouldUseFeatures_whenNoProductIsKnown() {
        Recommendations answer = RECOMMENDER.recommend(event("France", null, "unknown"), Selection.unseen(5));
        FoldedSession session = RECOMMENDER.fold(event("France", null, "unknown"));

        assertThat(answer.strategy()).isEqualTo(Strategy.PRIOR);
        assertThat(answer.similar()).isEmpty();
        assertThat(session.embedding()).containsExactly(1.1, 0.2, 0.3, 0.4);
    }

    @Test
    void shouldUseCreditLimit_whenCountryIsUnknown() {
        assertThat(RECOMMENDER.fold(event("Norway", 0.0)).embedding()).containsExactly(0.1, 0.2, -0.2, 0.4);
        assertThat(RECOMMENDER.fold(event(null, Math.exp(11.5))).embedding()[1]).isCloseTo(0.7, within(1e-12));
        assertThat(RECOMMENDER.fold(event(null, Double.MAX_VALUE)).embedding()[1])
                .isCloseTo(1.7, within(1e-12));
    }

    @Test
    void shouldUsePopularity_whenNothingIsKnown() {
        Recommendations answer = RECOMMENDER.recommend(event("Norway", null), Selection.unseen(5));

        assertThat(answer.strategy()).isEqualTo(Strategy.POPULARITY);
        assertThat(answer.recommended().stream().map(ScoredProduct::productCode))
                .containsExactlyElementsOf(MODEL.products().stream()
                        .sorted(Comparator.comparingDouble(Product::popularity)
                                .reversed()
                                .thenComparing(Product::code))
                        .limit(5)
                        .map(Product::code)
                        .toList());
    }

    @Test
    void shouldAnswerNothing_whenTheModelHasNoProducts() {
        ServingModel empty = new ServingModel(
                "v",
                List.of(),
                new FloatMatrix(0, SmallModel.RANK, new float[0]),
                new Neighbours(new int[1], new int[0], new float[0]),
                MODEL.foldIn());

        assertThat(new InMemoryRecommender(empty).recommend(event("France", 1.0, code(3)), Selection.unseen(5)))
                .isEqualTo(Recommendations.NONE);
    }

    @Test
    void shouldCountAProductOnce_whenItWasLookedAtTwice() {
        assertThat(RECOMMENDER
                        .fold(event("France", null, code(3), code(3), code(1)))
                        .embedding())
                .isEqualTo(RECOMMENDER
                        .fold(event("France", null, code(1), code(3)))
                        .embedding());
    }

    @Test
    void shouldFillTheList_whenSeenProductsAreExcluded() {
        String[] most =
                IntStream.range(0, 25).mapToObj(InMemoryRecommenderTest::code).toArray(String[]::new);

        List<ScoredProduct> unseen = RECOMMENDER
                .recommend(event("France", null, most), Selection.unseen(5))
                .recommended();
        List<ScoredProduct> any = RECOMMENDER
                .recommend(event("France", null, most), new Selection(30, false))
                .recommended();

        assertThat(unseen).hasSize(5);
        assertThat(unseen.stream().map(ScoredProduct::productCode)).doesNotContain(most);
        assertThat(any).hasSize(30);
    }

    @Property
    void shouldFindTheSame_whenTheDatabaseProposesCandidates(
            @ForAll @Size(min = 1, max = 8) @UniqueElements List<@IntRange(max = 29) Integer> items,
            @ForAll @IntRange(max = 12) int k) {
        int[] sorted = items.stream().mapToInt(Integer::intValue).sorted().toArray();
        FoldedSession session = RECOMMENDER.fold(History.of(sorted), "France", null);
        List<Integer> byEmbedding = IntStream.range(0, SmallModel.ITEMS)
                .boxed()
                .sorted(Comparator.comparingDouble(item -> -MODEL.factors().dot(item, session.embedding())))
                .toList();
        List<Integer> candidates = new ArrayList<>(byEmbedding.subList(0, Math.min(30, k + items.size())));
        Arrays.stream(session.neighbours().items())
                .filter(item -> !candidates.contains(item))
                .forEach(candidates::add);
        Ranking ranking = new Ranking(Selection.unseen(k), session.seen());
        candidates.forEach(item ->
                ranking.offer(item, session.score(item, MODEL.factors().dot(item, session.embedding()))));

        assertThat(RECOMMENDER.named(ranking.best())).isEqualTo(RECOMMENDER.recommended(session, Selection.unseen(k)));
    }

    @Property
    void shouldScoreInStandardDeviationsOverTheCatalogue(
            @ForAll @Size(min = 1, max = 8) @UniqueElements List<@IntRange(max = 29) Integer> items) {
        int[] sorted = items.stream().mapToInt(Integer::intValue).sorted().toArray();
        FoldedSession session = RECOMMENDER.fold(History.of(sorted), null, null);

        double[] byEmbedding = IntStream.range(0, SmallModel.ITEMS)
                .mapToDouble(item -> session.blend().score(MODEL.factors().dot(item, session.embedding()), 0))
                .toArray();
        double[] byNeighbours = IntStream.range(0, SmallModel.ITEMS)
                .mapToDouble(
                        item -> session.blend().score(0, session.neighbours().score(item)))
                .toArray();

        assertThat(deviation(byEmbedding)).isCloseTo(1, within(1e-6));
        assertThat(deviation(byNeighbours)).isCloseTo(MODEL.foldIn().blendWeight(), within(1e-6));
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    private static String code(int item) {
        return MODEL.products().get(item).code();
    }

    private static ActivityEvent event(@Nullable String country, @Nullable Double creditLimit, String... products) {
        List<HistoryItem> history = Arrays.stream(products)
                .map(product -> new HistoryItem(product, 1, false))
                .toList();
        return new ActivityEvent(null, null, null, "s", 1, null, country, creditLimit, history);
    }
}
