package dev.twospeed.local.model;

import dev.twospeed.recommender.evaluate.Evaluation;
import dev.twospeed.recommender.table.CsvTable;
import dev.twospeed.recommender.table.InvalidTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures recommendations of a file against what was really bought, of another file. */
public final class EvaluationFiles {
    private EvaluationFiles() {}

    /**
     * What was measured; customers of the truth for whom nothing was recommended count with 0.
     *
     * @param withoutRecommendations customers of the truth without a list
     * @param withoutTruth customers with a list of whom no purchase is known: not measured
     */
    public record Measured(Evaluation evaluation, int withoutRecommendations, int withoutTruth) {}

    /**
     * Measures.
     *
     * @param recommendations columns {@code customer,rank,product}
     * @param truth columns {@code customer,product}
     * @param catalogueSize of how many products coverage is a share; if unknown, of those that either file names
     * @param advance is told of customers
     * @throws InvalidTable if a file cannot be used, or there is no truth
     */
    public static Measured measure(Path recommendations, Path truth, int k, OptionalInt catalogueSize, Advance advance)
            throws IOException {
        SortedMap<String, Set<String>> bought = readTruth(truth);
        Map<String, SortedMap<Integer, String>> lists = readLists(recommendations);
        Set<String> products = new HashSet<>();
        bought.values().forEach(products::addAll);
        lists.values().forEach(list -> products.addAll(list.values()));
        var collector = new Evaluation.Collector(k, catalogueSize.orElse(products.size()));
        var done = 0;
        advance.at(done, bought.size());
        for (var customer : bought.entrySet()) {
            collector.add(
                    List.copyOf(lists.getOrDefault(customer.getKey(), new TreeMap<>())
                            .values()),
                    customer.getValue());
            done++;
            advance.at(done, bought.size());
        }
        int without = (int) bought.keySet().stream()
                .filter(customer -> !lists.containsKey(customer))
                .count();
        int unknown = (int) lists.keySet().stream()
                .filter(customer -> !bought.containsKey(customer))
                .count();
        return new Measured(collector.evaluation(), without, unknown);
    }

    private static SortedMap<String, Set<String>> readTruth(Path file) throws IOException {
        SortedMap<String, Set<String>> bought = new TreeMap<>();
        try (CsvTable table = CsvTable.open(file)) {
            int customer = table.column("customer");
            int product = table.column("product");
            while (table.next()) {
                bought.computeIfAbsent(table.text(customer), unseen -> new HashSet<>())
                        .add(table.text(product));
            }
        }
        if (bought.isEmpty()) {
            throw new InvalidTable(file.toString(), "names no purchase: there is nothing to measure against");
        }
        return bought;
    }

    private static Map<String, SortedMap<Integer, String>> readLists(Path file) throws IOException {
        Map<String, SortedMap<Integer, String>> lists = new HashMap<>();
        try (CsvTable table = CsvTable.open(file)) {
            int customer = table.column("customer");
            int place = table.column("rank");
            int product = table.column("product");
            while (table.next()) {
                var list = lists.computeIfAbsent(table.text(customer), unseen -> new TreeMap<>());
                if (list.put(rank(table, place), table.text(product)) != null) {
                    throw table.invalid(
                            "customer " + table.text(customer) + " has rank " + table.text(place) + " a second time");
                }
            }
        }
        return lists;
    }

    private static int rank(CsvTable table, int column) throws InvalidTable {
        try {
            return Integer.parseInt(table.text(column));
        } catch (NumberFormatException e) {
            throw table.invalid("rank '" + table.text(column) + "' is no whole number");
        }
    }
}
