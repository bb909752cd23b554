package dev.twospeed.glue.training;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.recommender.evaluate.Interval;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityGateTest {
    @Test
    void shouldRejectWithTheDifference_whenPopularityRanksBetter() {
        assertThatThrownBy(() -> QualityGate.ENFORCE.check(difference("over_popularity", -0.1, -0.2, 0.05)))
                .isInstanceOf(QualityGate.Rejected.class)
                .hasMessageContaining("not published")
                .hasMessageContaining(
                        "below plain popularity: by 0.1000 NDCG@10 on held-out purchases (95 % interval -0.0500 to 0.2000)")
                .hasMessageContaining("--quality-gate warn");
    }

    @Test
    void shouldReject_onlyWhenTheActiveModelIsBetterBeyondDoubt() {
        assertThatThrownBy(() -> QualityGate.ENFORCE.check(difference("over_active", -0.1, -0.2, -0.01)))
                .isInstanceOf(QualityGate.Rejected.class)
                .hasMessageContaining("significantly below the active model");
        assertThatNoException()
                .isThrownBy(() -> QualityGate.ENFORCE.check(difference("over_active", -0.1, -0.2, 0.01)));
    }

    @Test
    void shouldReject_whenMostCustomersAreLost() {
        assertThatThrownBy(
                        () -> QualityGate.ENFORCE.check(Map.of("customers_of_active", 0.33, "products_of_active", 1.0)))
                .isInstanceOf(QualityGate.Rejected.class)
                .hasMessageContaining("has 33 % of the active model's customers");
    }

    @Test
    void shouldPass_whenTheModelRanksAsWellOrBetter() {
        assertThatNoException().isThrownBy(() -> {
            QualityGate.ENFORCE.check(difference("over_popularity", 0, -0.1, 0.1));
            QualityGate.ENFORCE.check(difference("over_active", 0, 0, 0));
        });
    }

    @Test
    void shouldPass_whenItOnlyWarns() {
        assertThatNoException()
                .isThrownBy(() -> QualityGate.WARN.check(difference("over_popularity", -0.1, -0.2, -0.05)));
    }

    @Test
    void shouldPass_whenNothingCouldBeMeasured() {
        assertThatNoException().isThrownBy(() -> QualityGate.ENFORCE.check(Map.of()));
    }

    private static Map<String, Double> difference(String what, double mean, double low, double high) {
        Map<String, Double> metrics = new HashMap<>();
        QualityGate.record(metrics, what, new Interval(mean, low, high));
        return metrics;
    }
}
