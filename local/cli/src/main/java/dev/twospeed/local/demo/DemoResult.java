package dev.twospeed.local.demo;

import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.report.Report;
import dev.twospeed.recommender.sample.HeldOutSession;
import dev.twospeed.recommender.sample.SampleShop;
import dev.twospeed.recommender.sample.ShopProduct;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a demo found. */
public final class DemoResult {
    private static final int SHOWN_SESSIONS = 12;
    private static final int SHOWN_HISTORY = 8;

    private final Trial trial;
    private final SampleShop shop;
    private final String version;
    private final Answered answered;
    private final Summary summary;
    private final List<Report.Point> products;
    private final Map<Stack, StackOutputs> outputs;
    private final List<Steps.Done> steps;

    DemoResult(
            Trial trial,
            SampleShop shop,
            String version,
            Answered answered,
            Summary summary,
            List<Report.Point> products,
            Map<Stack, StackOutputs> outputs,
            List<Steps.Done> steps) {
        this.trial = trial;
        this.shop = shop;
        this.version = version;
        this.answered = answered;
        this.summary = summary;
        this.products = products;
        this.outputs = outputs;
        this.steps = steps;
    }

    /** The model beside what it has to beat and what nothing can beat. */
    record Summary(Quality.Ranking model, Quality.Ranking popularity, Quality.Ranking oracle) {
        /** How much of the way from popularity to the oracle the model goes: 0 none, 1 all of it. */
        double gapClosed() {
            return (model.recall() - popularity.recall()) / (oracle.recall() - popularity.recall());
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
        facts.put("model recall@" + Trial.K, figure(summary.model().recall()));
        facts.put("popularity recall@" + Trial.K, figure(summary.popularity().recall()));
        facts.put("oracle recall@" + Trial.K, figure(summary.oracle().recall()));
        facts.put("gap closed", figure(summary.gapClosed()));
        facts.put("model NDCG@" + Trial.K, figure(summary.model().atK().ndcg().mean()));
        facts.put(
                "popularity NDCG@" + Trial.K,
                figure(summary.popularity().atK().ndcg().mean()));
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
        var title = "twospeed demo: %d customers, %d products, seed %d"
                .formatted(trial.customers(), trial.products(), trial.seed());
        return new Report(
                title,
                facts(),
                steps.stream()
                        .map(s -> new Report.Step(s.name(), s.time().toMillis() / 1000.0, s.result()))
                        .toList(),
                List.of(
                        summary.model().curve(),
                        summary.popularity().curve(),
                        summary.oracle().curve()),
                products,
                sessions(),
                outputTexts());
    }

    private List<Report.Session> sessions() {
        var names =
                shop.products().stream().collect(Collectors.toMap(ShopProduct::productCode, ShopProduct::productName));
        return answered.records().entrySet().stream()
                .limit(SHOWN_SESSIONS)
                .map(entry -> {
                    var history = history(entry.getKey(), names);
                    var truth = new HashSet<>(entry.getKey().truth());
                    var items = StreamSupport.stream(
                                    entry.getValue().path("recommended_items").spliterator(), false)
                            .map(item -> {
                                var code = item.path("product_code").asText();
                                return new Report.Recommended(
                                        names.getOrDefault(code, code),
                                        item.path("score").asDouble(),
                                        truth.contains(code));
                            })
                            .toList();
                    return new Report.Session(history, items);
                })
                .toList();
    }

    private static List<String> history(HeldOutSession session, Map<String, String> names) {
        var codes = session.event().browseHistory();
        return codes.subList(Math.max(0, codes.size() - SHOWN_HISTORY), codes.size()).stream()
                .map(item -> names.getOrDefault(item.productCode(), item.productCode()))
                .toList();
    }

    private Map<String, Map<String, String>> outputTexts() {
        var texts = new LinkedHashMap<String, Map<String, String>>();
        for (var stack : Stack.inOrder()) {
            var values = new TreeMap<String, String>();
            var found = outputs.get(stack);
            if (found != null) {
                found.values()
                        .forEach((name, value) ->
                                values.put(name, value.isTextual() ? value.asText() : value.toString()));
            }
            texts.put(stack.label(), values);
        }
        return texts;
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
