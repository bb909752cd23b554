package dev.twospeed.recommender.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Property
    void shouldEqualSortingAll_whateverTheTies(
            @ForAll @Size(max = 80) List<@IntRange(max = 5) Integer> scores, @ForAll @IntRange(max = 50) int k) {
        Ranking ranking = new Ranking(Selection.unseen(k), new int[] {0, 3});
        IntStream.range(0, scores.size()).forEach(item -> ranking.offer(item, scores.get(item)));

        assertThat(ranking.best())
                .isEqualTo(IntStream.range(0, scores.size())
                        .filter(item -> item != 0 && item != 3)
                        .mapToObj(item -> new ScoredItem(item, scores.get(item)))
                        .sorted(Comparator.comparingDouble(ScoredItem::score)
                                .reversed()
                                .thenComparing(ScoredItem::item))
                        .limit(k)
                        .toList());
    }

    @Test
    void shouldBeOpenToWhatMayStillMakeTheList() {
        Ranking ranking = new Ranking(Selection.unseen(2), new int[0]);
        ranking.offer(1, 5);
        assertThat(ranking.isOpenTo(Double.NEGATIVE_INFINITY)).isTrue();
        ranking.offer(2, 7);

        assertThat(ranking.isOpenTo(4.9)).isFalse();
        // A tie goes to the lower index.
        assertThat(ranking.isOpenTo(5)).isTrue();
        assertThat(new Ranking(Selection.unseen(0), new int[0]).isOpenTo(9)).isFalse();
    }

    @Test
    void shouldRefuseListsOfNegativeLength() {
        assertThatThrownBy(() -> Selection.unseen(-1)).hasMessageContaining("-1");
    }
}
