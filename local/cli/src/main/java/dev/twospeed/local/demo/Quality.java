package dev.twospeed.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.report.Report;
import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.event.HistoryItem;
import dev.twospeed.recommender.sample.HeldOutSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The delivered recommendations against what these customers really bought next, beside popularity and the oracle. */
final class Quality {
    private final Shop shop;
    /** The popular ones: this part of the catalogue. */
    private static final int TENTH = 10;

    private final Map<HeldOutSession, List<String>> recommended;
    private final Set<String> popular;

    /**
     * @param recommended each session with the product codes that came back for it
     */
    Quality(Shop shop, Map<HeldOutSession, List<String>> recommended) {
        this.shop = shop;
        this.recommended = recommended;
        var most = Math.max(1, shop.products().size() / TENTH);
        this.popular = Set.copyOf(shop.popular(Set.of(), most));
    }

    /** The product codes of a delivered record, best first. */
    static List<String> codes(JsonNode record) {
        return StreamSupport.stream(record.path("recommended_items").spliterator(), false)
                .map(item -> item.path("product_code").asText())
                .toList();
    }

    /** Codes that the customer has, which no list may repeat. */
    static Set<String> has(HeldOutSession session) {
        return session.event().browseHistory().stream()
                .map(HistoryItem::productCode)
                .collect(Collectors.toSet());
    }

    Ranking model() {
        return rank("model", recommended::get);
    }

    Ranking popularity() {
        return rank("popularity", session -> shop.popular(has(session), Trial.K));
    }

    Optional<Ranking> oracle() {
        var lists = new HashMap<HeldOutSession, List<String>>();
        for (var session : recommended.keySet()) {
            var list = shop.oracle(session, has(session), Trial.K);
            if (list.isEmpty()) {
                return Optional.empty();
            }
            lists.put(session, list.get());
        }
        return Optional.of(rank("oracle", lists::get));
    }

    private Ranking rank(String name, Function<HeldOutSession, List<String>> lists) {
        var collectors = new ArrayList<Evaluation.Collector>();
        for (var k = 1; k <= Trial.K; k++) {
            collectors.add(new Evaluation.Collector(k, shop.products().size()));
        }
        var shown = new ArrayList<String>();
        for (var session : recommended.keySet()) {
            var list = lists.apply(session);
            var truth = new HashSet<>(session.truth());
            collectors.forEach(collector -> collector.add(list, truth));
            shown.addAll(list);
        }
        var byK = collectors.stream().map(Evaluation.Collector::evaluation).toList();
        return new Ranking(name, byK, reach(name, shown));
    }

    /** What was really bought, as far as the shop knew it before. */
    Report.Reach bought() {
        var known = shop.products();
        return reach(
                "really bought",
                recommended.keySet().stream()
                        .flatMap(session -> session.truth().stream())
                        .filter(known::containsKey)
                        .toList());
    }

    private Report.Reach reach(String name, List<String> places) {
        var distinct = new HashSet<>(places).size();
        var ofPopular = places.stream().filter(popular::contains).count();
        return new Report.Reach(
                name,
                distinct / (double) Math.max(1, shop.products().size()),
                ofPopular / (double) Math.max(1, places.size()));
    }

    /** How one ranking did, at every k up to {@link Trial#K}, and how far its lists go. */
    record Ranking(String name, List<Evaluation> byK, Report.Reach reach) {
        Evaluation atK() {
            return byK.get(byK.size() - 1);
        }

        double recall() {
            return atK().recall().mean();
        }

        Report.Curve curve() {
            return new Report.Curve(
                    name,
                    byK.stream().map(Evaluation::recall).toList(),
                    byK.stream().map(Evaluation::ndcg).toList());
        }
    }
}
