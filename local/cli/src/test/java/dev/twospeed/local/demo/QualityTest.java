package dev.twospeed.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.twospeed.local.cloud.AwsClients;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.orders.Article;
import dev.twospeed.local.report.Report;
import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.HistoryItem;
import dev.twospeed.recommender.sample.HeldOutSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QualityTest {
    private static final int PRODUCTS = 20;

    @Test
    void shouldTellHowFarListsGo_besidePopularityAndWhatWasBought() {
        var recommended = new LinkedHashMap<HeldOutSession, List<String>>();
        recommended.put(session(1, List.of("P5", "P6", "unheard of")), List.of("P0", "P5"));
        recommended.put(session(2, List.of("P1")), List.of("P7", "P8"));

        var quality = new Quality(new TwentyProducts(), recommended);

        // P0 and P1 are the tenth with most buyers.
        assertThat(quality.model().reach().coverage()).isCloseTo(4 / 20.0, within(1e-9));
        assertThat(quality.model().reach().popular()).isCloseTo(1 / 4.0, within(1e-9));
        assertThat(quality.popularity().reach().coverage()).isCloseTo(Trial.K / 20.0, within(1e-9));
        assertThat(quality.popularity().reach().popular()).isCloseTo(2.0 / Trial.K, within(1e-9));
        assertThat(quality.bought().coverage()).isCloseTo(3 / 20.0, within(1e-9));
        assertThat(quality.bought().popular()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(quality.model().recall()).isCloseTo((1 / 3.0 + 0) / 2, within(1e-9));
        assertThat(quality.oracle()).isEmpty();
    }

    private static HeldOutSession session(long customer, List<String> truth) {
        var event = new ActivityEvent(
                "1.0",
                "event-" + customer,
                null,
                "session-" + customer,
                customer,
                null,
                null,
                null,
                List.of(new HistoryItem("P19", 1, false)));
        return new HeldOutSession(event, truth);
    }

    /** Nobody knows what customers would have bought; P0 has most buyers, P19 fewest. */
    private static final class TwentyProducts implements Shop {
        @Override
        public String title() {
            return "";
        }

        @Override
        public String size() {
            return "";
        }

        @Override
        public List<HeldOutSession> sessions() {
            return List.of();
        }

        @Override
        public boolean fill(AwsClients clients, StackOutputs foundation) {
            throw new AssertionError("nothing is filled to measure");
        }

        @Override
        public Map<String, Article> products() {
            var products = new LinkedHashMap<String, Article>();
            codes().forEach(code -> products.put(code, new Article(code, code, "line", 1)));
            return products;
        }

        private static List<String> codes() {
            return IntStream.range(0, PRODUCTS).mapToObj(i -> "P" + i).toList();
        }

        @Override
        public List<String> popular(Set<String> excluded, int k) {
            return codes().stream()
                    .filter(code -> !excluded.contains(code))
                    .limit(k)
                    .toList();
        }

        @Override
        public Optional<List<String>> oracle(HeldOutSession session, Set<String> excluded, int k) {
            return Optional.empty();
        }

        @Override
        public List<Report.Rows> rows() {
            return List.of();
        }

        @Override
        public OrderLines orderLines() {
            return new OrderLines(0, 0);
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }
}
