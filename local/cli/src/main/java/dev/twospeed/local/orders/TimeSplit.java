package dev.twospeed.local.orders;

import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.HistoryItem;
import dev.twospeed.recommender.sample.HeldOutSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders before a day, to train on, and the newest tenth of all after it, to stream: as production does it.
 *
 * <p>Of each newest order the first half is sent, after what the customer bought before it; what was to be bought next
 * is the other half, without what the customer has.
 *
 * @param training older orders, oldest first
 * @param newest the others, oldest first
 */
public record TimeSplit(List<Order> training, List<Order> newest) {
    private static final double NEWEST = 0.1;
    private static final int MOST_HISTORY = 500;

    public TimeSplit {
        training = List.copyOf(training);
        newest = List.copyOf(newest);
    }

    /** Splits orders, oldest first, at least two. */
    public static TimeSplit of(List<Order> orders) {
        var cut = orders.size() - Math.max(1, (int) (NEWEST * orders.size()));
        return new TimeSplit(orders.subList(0, cut), orders.subList(cut, orders.size()));
    }

    /**
     * Sessions to stream, oldest first; evenly taken from the newest orders where these are more.
     *
     * @param most how many at most, 1 or more; the truth of a session that buys nothing new is empty
     */
    public List<HeldOutSession> sessions(int most) {
        var histories = new HashMap<Buyer, LinkedHashMap<String, Integer>>();
        training.forEach(order -> remember(order, histories));
        var sessions = new ArrayList<HeldOutSession>();
        for (var order : newest) {
            sessions.add(session(order, histories.getOrDefault(order.buyer(), new LinkedHashMap<>())));
            remember(order, histories);
        }
        if (sessions.size() <= most) {
            return sessions;
        }
        var taken = new ArrayList<HeldOutSession>();
        for (var i = 0; i < most; i++) {
            taken.add(sessions.get((int) ((long) i * sessions.size() / most)));
        }
        return taken;
    }

    /** Newest last, each product once. */
    private static void remember(Order order, Map<Buyer, LinkedHashMap<String, Integer>> histories) {
        var history = histories.computeIfAbsent(order.buyer(), buyer -> new LinkedHashMap<>());
        for (var line : order.lines()) {
            history.remove(line.article().code());
            history.put(line.article().code(), count(line));
        }
    }

    private static HeldOutSession session(Order order, Map<String, Integer> before) {
        var given = order.lines().subList(0, order.lines().size() / 2);
        var items = new LinkedHashMap<String, HistoryItem>();
        before.forEach((code, count) -> items.put(code, new HistoryItem(code, count, false)));
        for (var line : given) {
            var code = line.article().code();
            items.remove(code);
            items.put(code, new HistoryItem(code, count(line), true));
        }
        var truth = order.lines().subList(given.size(), order.lines().size()).stream()
                .map(line -> line.article().code())
                .filter(code -> !items.containsKey(code))
                .toList();
        var history = List.copyOf(items.values());
        var buyer = order.buyer();
        var event = new ActivityEvent(
                "1.0",
                "o" + order.number(),
                order.time(),
                buyer.code() + "-" + order.number(),
                buyer.number(),
                buyer.city(),
                buyer.country(),
                buyer.creditLimit(),
                history.subList(Math.max(0, history.size() - MOST_HISTORY), history.size()));
        return new HeldOutSession(event, truth);
    }

    private static int count(Order.Line line) {
        return (int) Math.max(1, Math.round(line.quantity()));
    }
}
