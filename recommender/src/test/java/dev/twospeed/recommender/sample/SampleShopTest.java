package dev.twospeed.recommender.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.event.HistoryItem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleShopTest {
    private static final SampleShop SHOP = SampleShop.generate(200, 110, 7);

    @Test
    void shouldBeTheSameShop_whenSizeAndSeedAreTheSame() {
        assertThat(SampleShop.generate(200, 110, 7).checksum()).isEqualTo(SHOP.checksum());
        assertThat(SampleShop.generate(200, 110, 8).checksum()).isNotEqualTo(SHOP.checksum());
    }

    @Test
    void shouldBeTheShopOfEarlierReleases_whenSizeAndSeedAreTheSame() {
        assertThat(SHOP.checksum()).isEqualTo("d02986f4862090abe6888a2fff58fee81b68404c52f63b1b78fd1b79ec1aefdd");
    }

    @Test
    void shouldKeepHeldOutProductsOutOfTheOrders() {
        Set<String> ordered = SHOP.orders().stream()
                .flatMap(order -> order.lines().stream().map(line -> order.customerNumber() + " " + line.productCode()))
                .collect(Collectors.toSet());

        for (HeldOutSession session : SHOP.sessions(200)) {
            assertThat(session.truth())
                    .isNotEmpty()
                    .allSatisfy(product ->
                            assertThat(ordered).doesNotContain(session.event().customerNumber() + " " + product));
        }
    }

    @Test
    void shouldMoveOneProductFromTruthToHistoryEachRound() {
        List<HeldOutSession> sessions = SHOP.sessions(400);
        HeldOutSession first = sessions.get(0);
        HeldOutSession second = sessions.stream()
                .filter(session ->
                        session.event().customerNumber() == first.event().customerNumber())
                .skip(1)
                .findFirst()
                .orElseThrow();

        assertThat(second.truth())
                .isEqualTo(first.truth().subList(1, first.truth().size()));
        assertThat(codes(second))
                .containsAll(codes(first))
                .contains(first.truth().get(0));
    }

    @Test
    void shouldSendEachSessionWithAnIdOfItsOwn() {
        List<HeldOutSession> sessions = SHOP.sessions(Integer.MAX_VALUE);

        assertThat(sessions.stream().map(session -> session.event().eventId())).doesNotHaveDuplicates();
        assertThat(sessions.stream().map(session -> session.event().sessionId()))
                .doesNotHaveDuplicates();
        assertThat(SHOP.sessions(50)).isEqualTo(sessions.subList(0, 50));
    }

    @Test
    void shouldNumberOrdersByDate() {
        List<ShopOrder> orders = SHOP.orders();

        assertThat(orders).isSortedAccordingTo((a, b) -> a.orderDate().compareTo(b.orderDate()));
        assertThat(orders).isSortedAccordingTo((a, b) -> Integer.compare(a.orderNumber(), b.orderNumber()));
        assertThat(orders.stream().map(ShopOrder::orderNumber)).doesNotHaveDuplicates();
    }

    @Test
    void shouldHaveTastesThatBeatPopularity() {
        Evaluation.Collector oracle =
                new Evaluation.Collector(10, SHOP.products().size());
        Evaluation.Collector popular =
                new Evaluation.Collector(10, SHOP.products().size());
        for (HeldOutSession session : SHOP.sessions(200)) {
            Set<String> seen = new HashSet<>(codes(session));
            Set<String> truth = new HashSet<>(session.truth());
            oracle.add(SHOP.oracle(session.event().customerNumber(), seen, 10), truth);
            popular.add(SHOP.popular(seen, 10), truth);
        }

        double oracleRecall = oracle.evaluation().recall().mean();
        assertThat(oracleRecall).isGreaterThan(0.4);
        assertThat(oracleRecall)
                .isGreaterThan(1.5 * popular.evaluation().recall().mean());
    }

    @Test
    void shouldRefuseAShopTooSmallToSplit() {
        assertThatThrownBy(() -> SampleShop.generate(10, 5, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 customer and 20 products");
    }

    private static List<String> codes(HeldOutSession session) {
        return session.event().browseHistory().stream()
                .map(HistoryItem::productCode)
                .toList();
    }
}
