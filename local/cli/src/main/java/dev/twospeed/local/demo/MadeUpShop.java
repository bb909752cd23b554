package dev.twospeed.local.demo;

import dev.twospeed.local.cloud.AwsClients;
import dev.twospeed.local.cloud.SampleSource;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.orders.Article;
import dev.twospeed.local.report.Report;
import dev.twospeed.recommender.sample.HeldOutSession;
import dev.twospeed.recommender.sample.SampleShop;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A sample shop, of which the truth is known: an oracle can rank by it. */
final class MadeUpShop implements Shop {
    private final Trial trial;
    private final SampleShop shop;

    MadeUpShop(Trial trial) {
        this.trial = trial;
        this.shop = SampleShop.generate(trial.customers(), trial.products(), trial.seed());
    }

    @Override
    public String title() {
        return "twospeed demo: %d customers, %d products, seed %d"
                .formatted(trial.customers(), trial.products(), trial.seed());
    }

    @Override
    public String size() {
        return "%d customers, %d products, %d orders"
                .formatted(
                        shop.customers().size(),
                        shop.products().size(),
                        shop.orders().size());
    }

    @Override
    public List<HeldOutSession> sessions() {
        return shop.sessions(trial.sessions());
    }

    @Override
    public boolean fill(AwsClients clients, StackOutputs foundation) {
        try (var lambda = clients.lambda()) {
            return new SampleSource(lambda, foundation.text("seedFunctionName"))
                    .seed(trial.customers(), trial.products(), trial.seed(), true)
                    .path("status")
                    .asText()
                    .equals("seeded");
        }
    }

    @Override
    public Map<String, Article> products() {
        var products = new LinkedHashMap<String, Article>();
        shop.products()
                .forEach(p -> products.put(
                        p.productCode(),
                        new Article(
                                p.productCode(),
                                p.productName(),
                                p.productLine(),
                                p.msrp().doubleValue())));
        return products;
    }

    @Override
    public List<String> popular(Set<String> excluded, int k) {
        return shop.popular(excluded, k);
    }

    @Override
    public Optional<List<String>> oracle(HeldOutSession session, Set<String> excluded, int k) {
        return Optional.of(shop.oracle(session.event().customerNumber(), excluded, k));
    }

    @Override
    public List<Report.Rows> rows() {
        return List.of();
    }

    @Override
    public OrderLines orderLines() {
        var pairs = new HashSet<List<Object>>();
        var lines = 0L;
        for (var order : shop.orders()) {
            for (var line : order.lines()) {
                pairs.add(List.of(order.customerNumber(), line.productCode()));
                lines++;
            }
        }
        return new OrderLines(lines, pairs.size());
    }

    @Override
    public Map<String, String> facts() {
        return Map.of();
    }
}
