package dev.twospeed.local.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.recommender.event.HistoryItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
    private static final Buyer KNOWN = new Buyer(1, "k", null, null, null, "France", 100.0);
    private static final Buyer OTHER = new Buyer(2, "o", null, null, null, null, null);

    @Test
    void shouldHoldTheNewestTenthOut_whenSplitting() {
        var orders = new ArrayList<Order>();
        for (var i = 1; i <= 39; i++) {
            orders.add(order(i, KNOWN, "a"));
        }

        var split = TimeSplit.of(orders);

        assertThat(split.training()).hasSize(36).doesNotContainAnyElementsOf(split.newest());
        assertThat(split.newest()).extracting(Order::number).containsExactly(37, 38, 39);
    }

    @Test
    void shouldSendTheFirstHalfAfterWhatWasBoughtBefore_andAskForTheOther() {
        // given
        var split = new TimeSplit(
                List.of(order(1, KNOWN, "a", "b"), order(2, OTHER, "z")),
                List.of(order(3, KNOWN, "c", "a", "d", "b", "e"), order(4, KNOWN, "f"), order(5, OTHER, "z")));

        // when
        var sessions = split.sessions(10);

        // then b was bought before and is nothing to find, and each session knows those before it
        assertThat(sessions.get(0).event().browseHistory())
                .containsExactly(item("b", false), item("c", true), item("a", true));
        assertThat(sessions.get(0).truth()).containsExactly("d", "e");
        assertThat(sessions.get(0).event().customerNumber()).isEqualTo(1);
        assertThat(sessions.get(0).event().sessionId()).isEqualTo("k-3");
        assertThat(sessions.get(1).event().browseHistory())
                .extracting(HistoryItem::productCode)
                .containsExactly("c", "a", "d", "b", "e");
        assertThat(sessions.get(1).truth()).containsExactly("f");
        assertThat(sessions.get(2).truth()).isEmpty();
    }

    @Test
    void shouldTakeThemEvenly_whenFewerSessionsAreAskedFor() {
        var newest = new ArrayList<Order>();
        for (var i = 1; i <= 10; i++) {
            newest.add(order(i, KNOWN, "p" + i));
        }

        var sessions = new TimeSplit(List.of(order(0, KNOWN, "a")), newest).sessions(5);

        assertThat(sessions)
                .extracting(session -> session.event().eventId())
                .containsExactly("o1", "o3", "o5", "o7", "o9");
    }

    private static HistoryItem item(String code, boolean inShoppingCart) {
        return new HistoryItem(code, 1, inShoppingCart);
    }

    private static Order order(int number, Buyer buyer, String... codes) {
        var lines = Arrays.stream(codes)
                .map(code -> new Order.Line(new Article(code, code, Article.NO_LINE, 0), 1, 0))
                .toList();
        return new Order(number, buyer, Instant.EPOCH.plusSeconds(86_400L * number), lines);
    }
}
