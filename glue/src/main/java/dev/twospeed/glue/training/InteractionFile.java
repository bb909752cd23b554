package dev.twospeed.glue.training;

import dev.twospeed.glue.training.TrainingData.Customer;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.table.Amounts;
import dev.twospeed.recommender.table.CsvTable;
import dev.twospeed.recommender.table.InvalidTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads interactions from a CSV file: {@code customer,product} and optionally {@code quantity,timestamp,country,
 * credit_limit}; other columns are ignored. A pair counts once, at its first time. Rows without a customer or product, and
 * those with a quantity that is not above 0 (returns), say nothing and are left out.
 */
final class InteractionFile {
    private static final Logger LOG = LoggerFactory.getLogger(InteractionFile.class);

    private final SortedMap<String, Purchases> customers = new TreeMap<>();
    private final Map<String, Integer> products = new HashMap<>();
    private final List<String> codes = new ArrayList<>();
    private long ignored;

    private InteractionFile() {}

    /**
     * Reads a file.
     *
     * @throws InvalidTable if it is empty, lacks a column, or holds no interaction or a value that cannot be understood
     */
    static TrainingData read(Path file) throws IOException {
        InteractionFile read = new InteractionFile();
        boolean timed;
        try (CsvTable table = CsvTable.open(file)) {
            timed = table.optionalColumn("timestamp") >= 0;
            read.readRows(table);
        }
        if (read.customers.isEmpty()) {
            throw new InvalidTable(
                    file.toString(),
                    "holds no interaction: no row has a customer, a product and a quantity above 0 (" + read.ignored
                            + " rows ignored)");
        }
        if (read.ignored > 0) {
            LOG.warn("Ignored {} rows of {} without customer, product or a quantity above 0", read.ignored, file);
        }
        return read.data(timed);
    }

    private void readRows(CsvTable table) throws IOException {
        int customer = table.column("customer");
        int product = table.column("product");
        int quantity = table.optionalColumn("quantity");
        int time = table.optionalColumn("timestamp");
        int country = table.optionalColumn("country");
        int credit = table.optionalColumn("credit_limit");
        while (table.next()) {
            String id = table.text(customer);
            String code = table.text(product);
            if (id.isEmpty() || code.isEmpty() || quantity >= 0 && !(Amounts.number(table, quantity, 1) > 0)) {
                ignored++;
                continue;
            }
            Purchases purchases = customers.computeIfAbsent(id, unseen -> new Purchases());
            purchases.describe(table.text(country), Amounts.creditLimit(table, credit));
            int index = products.computeIfAbsent(code, unseen -> codes.size());
            if (index == codes.size()) {
                codes.add(code);
            }
            purchases.add(index, time < 0 ? 0 : Amounts.time(table, time));
        }
    }

    private TrainingData data(boolean timed) {
        Integer[] order = new Integer[codes.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> codes.get(a).compareTo(codes.get(b)));
        int[] places = new int[order.length];
        List<Product> catalogue = new ArrayList<>();
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
            catalogue.add(new Product(codes.get(order[place]), "", 0));
        }
        List<Customer> who = new ArrayList<>();
        List<int[]> histories = new ArrayList<>();
        List<long[]> times = new ArrayList<>();
        customers.forEach((id, purchases) -> {
            purchases.settle(places);
            who.add(new Customer(id, purchases.country, purchases.creditLimit));
            histories.add(purchases.products);
            times.add(purchases.times);
        });
        long[] all = times.stream().flatMapToLong(Arrays::stream).toArray();
        return new TrainingData(who, catalogue, SparseRows.of(histories, catalogue.size()), timed ? all : null);
    }

    /** What one customer bought, in a growing pair of arrays. */
    private static final class Purchases {
        private int[] products = new int[4];
        private long[] times = new long[4];
        private int size;
        private @Nullable String country;
        private @Nullable Double creditLimit;

        void add(int product, long time) {
            if (size == products.length) {
                products = Arrays.copyOf(products, 2 * size);
                times = Arrays.copyOf(times, 2 * size);
            }
            products[size] = product;
            times[size++] = time;
        }

        /** Of several values the greatest, so that the order of the rows does not matter. */
        void describe(String where, @Nullable Double limit) {
            if (!where.isEmpty() && (country == null || country.compareTo(where) < 0)) {
                country = where;
            }
            if (limit != null && (creditLimit == null || creditLimit < limit)) {
                creditLimit = limit;
            }
        }

        /** Names products by their places, ascending, each once with its first time. */
        void settle(int[] places) {
            Map<Integer, Long> first = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                first.merge(places[products[i]], times[i], Math::min);
            }
            products = first.keySet().stream().mapToInt(Integer::intValue).toArray();
            times = first.values().stream().mapToLong(Long::longValue).toArray();
        }
    }
}
