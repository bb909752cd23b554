package dev.twospeed.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.recommender.model.FeaturePrior;
import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.FoldInParameters;
import dev.twospeed.recommender.model.Neighbours;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    /** A's neighbours are B and C, B's is C. */
    private static final Neighbours NEIGHBOURS =
            new Neighbours(new int[] {0, 2, 3, 3}, new int[] {1, 2, 2}, new float[] {.9f, .2f, .5f});

    private final Similarity similarity = new Similarity(model());

    @Test
    void shouldNameTheMostSimilar_whenSeveralAre() {
        assertThat(similarity.nearest(List.of("A", "B"), "C")).contains("B");
        assertThat(similarity.nearest(List.of("A"), "C")).contains("A");
    }

    @Test
    void shouldNameNone_whenNothingIsSimilarOrKnown() {
        assertThat(similarity.nearest(List.of("C"), "A")).isEmpty();
        assertThat(similarity.nearest(List.of("never sold"), "A")).isEmpty();
        assertThat(similarity.nearest(List.of("A"), "never sold")).isEmpty();
    }

    private static ServingModel model() {
        var factors = new FloatMatrix(3, 1, new float[] {1, 2, 3});
        var zero = new double[1];
        var prior = new FeaturePrior(zero, Map.of(), zero, zero, 0, 1);
        return new ServingModel(
                "v",
                List.of(new Product("A", "", 1), new Product("B", "", 1), new Product("C", "", 1)),
                factors,
                NEIGHBOURS,
                new FoldInParameters(1, 3, 1, 1, 1, .3, factors.gram(), factors.covariance(), prior));
    }
}
