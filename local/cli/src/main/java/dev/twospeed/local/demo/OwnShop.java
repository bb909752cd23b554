package dev.twospeed.local.demo;

import dev.twospeed.local.cloud.AwsClients;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.orders.Article;
import dev.twospeed.local.orders.Order;
import dev.twospeed.local.orders.OrderTables;
import dev.twospeed.local.orders.ReadOrders;
import dev.twospeed.local.orders.SourceLogin;
import dev.twospeed.local.orders.TimeSplit;
import dev.twospeed.local.report.Report;
import dev.twospeed.recommender.sample.HeldOutSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A real shop's orders: the older ones fill the database, the newest are streamed. */
final class OwnShop implements Shop {
    private final ReadOrders read;
    private final TimeSplit split;
    private final int mostSessions;
    private final Map<String, Article> products = new LinkedHashMap<>();
    private final List<String> byBuyers;

    OwnShop(ReadOrders read, int mostSessions) {
        this.read = read;
        this.split = TimeSplit.of(read.orders());
        this.mostSessions = mostSessions;
        var buyers = new HashMap<String, Set<Integer>>();
        for (var order : split.training()) {
            for (var line : order.lines()) {
                products.put(line.article().code(), line.article());
                buyers.computeIfAbsent(line.article().code(), code -> new HashSet<>())
                        .add(order.buyer().number());
            }
        }
        this.byBuyers = products.keySet().stream()
                .sorted(Comparator.comparing((String code) ->
                                -buyers.getOrDefault(code, Set.of()).size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    @Override
    public String title() {
        return "twospeed demo: " + read.source();
    }

    @Override
    public String size() {
        return "%d customers, %d products, %d orders; the newest %d held out"
                .formatted(
                        split.training().stream().map(Order::buyer).distinct().count(),
                        products.size(),
                        split.training().size(),
                        split.newest().size());
    }

    @Override
    public List<HeldOutSession> sessions() {
        return split.sessions(mostSessions);
    }

    @Override
    public boolean fill(AwsClients clients, StackOutputs foundation) throws IOException, SQLException {
        var login = new SourceLogin(
                foundation.text("sourceEndpoint"),
                foundation.number("sourcePort"),
                foundation.text("sourceDatabase"),
                foundation.text("additionalCaPem"));
        try (var secrets = clients.secrets();
                var connection =
                        login.connect(secrets.getSecretValue(r -> r.secretId(foundation.text("sourceSecretArn")))
                                .secretString())) {
            return new OrderTables(connection).fill(split.training());
        }
    }

    @Override
    public Map<String, Article> products() {
        return products;
    }

    @Override
    public List<String> popular(Set<String> excluded, int k) {
        return byBuyers.stream()
                .filter(code -> !excluded.contains(code))
                .limit(k)
                .toList();
    }

    /** What customers would have bought, nobody knows. */
    @Override
    public Optional<List<String>> oracle(HeldOutSession session, Set<String> excluded, int k) {
        return Optional.empty();
    }

    @Override
    public List<Report.Rows> rows() {
        var rejected = read.rejected();
        var usable = rejected.rows() - rejected.count();
        var lines = lines(read.orders());
        var training = lines(split.training());
        return List.of(
                new Report.Rows(
                        "read " + read.source() + ": rows",
                        rejected.rows(),
                        usable,
                        rejected.reasons().stream()
                                .map(one -> new Report.LeftOut(one.reason().words(), one.rows(), rejected.places(one)))
                                .toList()),
                new Report.Rows(
                        "fill the shop's database: order lines",
                        usable,
                        training,
                        Stream.of(
                                        new Report.LeftOut(
                                                "of the newest orders, held out to be streamed", lines - training, ""),
                                        new Report.LeftOut(
                                                "a product again in its order, added up", usable - lines, ""))
                                .filter(one -> one.rows() != 0)
                                .toList()));
    }

    @Override
    public OrderLines orderLines() {
        var pairs = split.training().stream()
                .flatMap(order -> order.lines().stream()
                        .map(line -> List.<Object>of(
                                order.buyer().number(), line.article().code())))
                .distinct()
                .count();
        return new OrderLines(lines(split.training()), pairs);
    }

    private static long lines(List<Order> orders) {
        return orders.stream().mapToLong(order -> order.lines().size()).sum();
    }

    @Override
    public Map<String, String> facts() {
        var rejected = read.rejected();
        var facts = new LinkedHashMap<String, String>();
        facts.put("rows read", Long.toString(rejected.rows()));
        facts.put("rows left out", Long.toString(rejected.count()));
        for (var reason : rejected.reasons()) {
            facts.put("with " + reason.reason().words(), reason.rows() + ", " + rejected.places(reason));
        }
        return facts;
    }
}
