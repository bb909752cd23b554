package dev.twospeed.local.demo;

import dev.twospeed.local.orders.Article;
import dev.twospeed.local.report.Deployment;
import dev.twospeed.local.report.Histogram;
import dev.twospeed.local.report.Report;
import dev.twospeed.recommender.evaluate.Interval;
import dev.twospeed.recommender.event.HistoryItem;
import dev.twospeed.recommender.sample.HeldOutSession;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a demo found. */
public final class DemoResult {
    private static final int SHOWN_SESSIONS = 12;
    private static final int SHOWN_HISTORY = 8;

    private final Shop shop;
    private final String version;
    private final long snapshotRows;
    private final Answered answered;
    private final Summary summary;
    private final List<Report.Point> products;
    private final Similarity similarity;
    private final Deployment deployment;
    private final List<Steps.Done> steps;

    DemoResult(
            Shop shop,
            String version,
            long snapshotRows,
            Answered answered,
            Summary summary,
            List<Report.Point> products,
            Similarity similarity,
            Deployment deployment,
            List<Steps.Done> steps) {
        this.shop = shop;
        this.version = version;
        this.snapshotRows = snapshotRows;
        this.answered = answered;
        this.summary = summary;
        this.products = products;
        this.similarity = similarity;
        this.deployment = deployment;
        this.steps = steps;
    }

    /** The model beside what it has to beat and, where the truth is known, what nothing can beat. */
    record Summary(
            Quality.Ranking model, Quality.Ranking popularity, Optional<Quality.Ranking> oracle, Report.Reach bought) {
        /** All that was measured, the model first. */
        Stream<Quality.Ranking> rankings() {
            return Stream.concat(Stream.of(model, popularity), oracle.stream());
        }

        /** How much of the way from popularity to the oracle the model goes: 0 none, 1 all of it. */
        Optional<Double> gapClosed() {
            return oracle.map(best -> (model.recall() - popularity.recall()) / (best.recall() - popularity.recall()));
        }

        /** The outcome in a few words. */
        String words() {
            return gapClosed()
                    .map(gap -> String.format(Locale.ROOT, "gap closed %.2f", gap))
                    .orElseGet(() -> String.format(
                            Locale.ROOT, "recall %.3f, popularity %.3f", model.recall(), popularity.recall()));
        }
    }

    /** Whether every session was answered and the model recalls more than popularity. */
    public boolean good() {
        return answered.records().size() == answered.sent()
                && summary.model().recall() > summary.popularity().recall();
    }

    /** The figures, name to value. */
    public Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("sessions sent", Integer.toString(answered.sent()));
        facts.put("records answered", Integer.toString(answered.records().size()));
        facts.put("sessions measured", Integer.toString(summary.model().atK().lists()));
        facts.put("model recall@" + Trial.K, figure(summary.model().atK().recall()));
        facts.put(
                "popularity recall@" + Trial.K,
                figure(summary.popularity().atK().recall()));
        summary.oracle()
                .ifPresent(oracle -> facts.put(
                        "oracle recall@" + Trial.K, figure(oracle.atK().recall())));
        summary.gapClosed().ifPresent(gap -> facts.put("gap closed", figure(gap)));
        facts.put("model NDCG@" + Trial.K, figure(summary.model().atK().ndcg()));
        facts.put(
                "popularity NDCG@" + Trial.K, figure(summary.popularity().atK().ndcg()));
        answered.byStrategy().forEach((strategy, count) -> facts.put("answered by " + strategy, Long.toString(count)));
        facts.putAll(shop.facts());
        facts.put("model version", version);
        facts.put("time", seconds(steps.stream().map(Steps.Done::time).reduce(Duration.ZERO, Duration::plus)) + " s");
        return facts;
    }

    /** Prints the figures as a table. */
    public void print(PrintStream out) {
        out.println();
        facts().forEach((name, value) -> out.printf("  %-24s %s%n", name, value));
    }

    /** The same and more, to be written as a page. */
    public Report report() {
        return new Report(
                shop.title(),
                facts(),
                steps.stream()
                        .map(s -> new Report.Step(
                                s.name(),
                                inSeconds(s.start()),
                                inSeconds(s.start().plus(s.time())),
                                s.result()))
                        .toList(),
                rows(),
                summary.rankings().map(Quality.Ranking::curve).toList(),
                Stream.concat(summary.rankings().map(Quality.Ranking::reach), Stream.of(summary.bought()))
                        .toList(),
                Histogram.of(
                        answered.latencies().stream().mapToLong(Long::longValue).toArray()),
                products,
                sessions(),
                deployment);
    }

    private List<Report.Session> sessions() {
        var products = shop.products();
        return answered.records().entrySet().stream()
                .limit(SHOWN_SESSIONS)
                .map(entry -> {
                    var history = history(entry.getKey(), products);
                    var truth = new HashSet<>(entry.getKey().truth());
                    var has = entry.getKey().event().browseHistory().stream()
                            .map(HistoryItem::productCode)
                            .toList();
                    var items = StreamSupport.stream(
                                    entry.getValue().path("recommended_items").spliterator(), false)
                            .map(item -> {
                                var code = item.path("product_code").asText();
                                return new Report.Recommended(
                                        name(code, products),
                                        item.path("score").asDouble(),
                                        truth.contains(code),
                                        similarity
                                                .nearest(has, code)
                                                .map(nearest -> name(nearest, products))
                                                .orElse(null));
                            })
                            .toList();
                    return new Report.Session(history, items);
                })
                .toList();
    }

    private static List<String> history(HeldOutSession session, Map<String, Article> products) {
        var codes = session.event().browseHistory();
        return codes.subList(Math.max(0, codes.size() - SHOWN_HISTORY), codes.size()).stream()
                .map(item -> name(item.productCode(), products))
                .toList();
    }

    private static String name(String code, Map<String, Article> products) {
        var product = products.get(code);
        return product == null ? code : product.name();
    }

    private List<Report.Rows> rows() {
        var source = shop.orderLines();
        var etl = new Report.Rows(
                "Glue ETL: order lines to ratings",
                source.lines(),
                snapshotRows,
                Stream.of(
                                new Report.LeftOut(
                                        "a product again for its customer, one rating",
                                        source.lines() - source.pairs(),
                                        ""),
                                new Report.LeftOut("lost", source.pairs() - snapshotRows, ""))
                        .filter(one -> one.rows() != 0)
                        .toList());
        return Stream.of(shop.rows().stream(), Stream.of(etl, answered.rows()))
                .flatMap(rows -> rows)
                .toList();
    }

    private static String figure(Interval value) {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", value.mean(), value.low(), value.high());
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", inSeconds(time));
    }

    private static double inSeconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
