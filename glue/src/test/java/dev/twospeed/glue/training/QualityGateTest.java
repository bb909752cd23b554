package dev.twospeed.glue.training;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityGateTest {
    @Test
    void shouldRejectWithBothFigures_whenPopularityRanksBetter() {
        assertThatThrownBy(() -> QualityGate.check(Map.of("model_ndcg_at_10", 0.1, "popularity_ndcg_at_10", 0.2)))
                .isInstanceOf(QualityGate.Rejected.class)
                .hasMessageContaining("not published")
                .hasMessageContaining("0.1, below the 0.2");
    }

    @Test
    void shouldPass_whenTheModelRanksAsWellOrBetter() {
        assertThatNoException().isThrownBy(() -> {
            QualityGate.check(Map.of("model_ndcg_at_10", 0.2, "popularity_ndcg_at_10", 0.2));
            QualityGate.check(Map.of("model_ndcg_at_10", 0.3, "popularity_ndcg_at_10", 0.2));
        });
    }

    @Test
    void shouldPass_whenNothingCouldBeMeasured() {
        assertThatNoException().isThrownBy(() -> QualityGate.check(Map.of()));
    }
}
