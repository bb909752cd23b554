package dev.twospeed.recommender.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final List<String> LIST = List.of("a", "b", "c", "d");

    @Test
    void shouldDivideHitsByAllOfTheTruth() {
        assertThat(Metrics.recall(LIST, Set.of("b", "d", "x", "y"), 3)).isEqualTo(0.25);
        assertThat(Metrics.recall(LIST, Set.of("b", "d", "x", "y"), 4)).isEqualTo(0.5);
        assertThat(Metrics.recall(LIST, Set.of(), 4)).isZero();
    }

    @Test
    void shouldDivideGainByTheBestListOfThatLength() {
        double log3 = Math.log(3) / Math.log(2);

        assertThat(Metrics.ndcg(LIST, Set.of("a", "b", "x"), 2)).isCloseTo(1, within(1e-12));
        assertThat(Metrics.ndcg(LIST, Set.of("b"), 4)).isCloseTo(1 / log3, within(1e-12));
        assertThat(Metrics.ndcg(LIST, Set.of("b", "x"), 4)).isCloseTo((1 / log3) / (1 + 1 / log3), within(1e-12));
        assertThat(Metrics.ndcg(List.of("b", "b"), Set.of("b", "x"), 4)).isLessThan(1);
        assertThat(Metrics.ndcg(List.of(), Set.of("b"), 4)).isZero();
    }

    @Test
    void shouldCollectMeansAndCoverage() {
        Evaluation.Collector collector = new Evaluation.Collector(2, 10);
        collector.add(LIST, Set.of("a"));
        collector.add(List.of("b", "e"), Set.of("z"));
        collector.add(LIST, Set.of());

        Evaluation evaluation = collector.evaluation();

        assertThat(evaluation.lists()).isEqualTo(2);
        assertThat(evaluation.recall().mean()).isEqualTo(0.5);
        assertThat(evaluation.hitRate().mean()).isEqualTo(0.5);
        assertThat(evaluation.coverage()).isEqualTo(0.3);
    }

    @Test
    void shouldBracketTheMean_andBeTheSameForTheSameSample() {
        double[] sample = new double[400];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = i % 2;
        }

        Interval interval = Interval.of(sample, 3);

        assertThat(interval.mean()).isEqualTo(0.5);
        assertThat(interval.low()).isBetween(0.43, 0.47);
        assertThat(interval.high()).isBetween(0.53, 0.57);
        assertThat(Interval.of(sample, 3)).isEqualTo(interval);
        assertThat(Interval.of(new double[0], 3)).isEqualTo(new Interval(0, 0, 0));
    }
}
