package dev.twospeed.recommender.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.recommender.event.Strategy;
import dev.twospeed.recommender.model.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CatalogueScanTest {
    @Property
    void shouldFindWhatScoringAllExactlyFinds_alsoAmongItemsThatSinglePrecisionCannotTellApart(
            @ForAll @IntRange(min = 1, max = 70) int rank,
            @ForAll @IntRange(max = 300) int items,
            @ForAll @IntRange(max = 30) int k,
            @ForAll boolean excludeSeen,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[] values = new float[items * rank];
        for (int i = 0; i < values.length; i++) {
            // Rows that differ in their last bits only, and some that do not differ.
            float common = 1 + i % rank;
            values[i] = common + random.nextInt(3) * Math.ulp(common);
        }
        FloatMatrix factors = new FloatMatrix(items, rank, values);
        FoldedSession session = session(rank, items, random);
        Selection selection = new Selection(k, excludeSeen);
        Ranking exact = new Ranking(selection, session.seen());
        for (int item = 0; item < items; item++) {
            exact.offer(item, session.score(item, factors.dot(item, session.embedding())));
        }

        List<ScoredItem> best = new CatalogueScan(factors).best(session, selection);

        assertThat(best).isEqualTo(exact.best());
    }

    @Test
    void shouldListTheWholeCatalogue_whenTheListMayBeLonger() {
        FloatMatrix factors = new FloatMatrix(40, 2, new float[80]);

        assertThat(new CatalogueScan(factors)
                        .best(session(2, 40, new Random(1)), new Selection(Integer.MAX_VALUE, false)))
                .hasSize(40);
    }

    private static FoldedSession session(int rank, int items, Random random) {
        double[] embedding = random.doubles(rank, -1, 1).toArray();
        int[] seen = random.ints(5, 0, Math.max(1, items))
                .filter(item -> item < items)
                .distinct()
                .sorted()
                .toArray();
        int[] neighbours = Arrays.stream(seen).filter(item -> item % 2 == 0).toArray();
        double[] scores = random.doubles(neighbours.length, 0, 1e-5).toArray();
        return new FoldedSession(
                Strategy.SESSION, embedding, seen, new NeighbourScores(neighbours, scores), new Blend(0.3, 2));
    }
}
