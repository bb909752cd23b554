package dev.twospeed.local.model;

import dev.twospeed.recommender.table.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Customers with what they bought and what is known of them, in the order in which files name them first. */
final class CustomerHistories {
    private final Map<String, Customer> customers = new LinkedHashMap<>();

    /** One customer; features are null where unknown. */
    static final class Customer {
        final List<String> products = new ArrayList<>();

        @Nullable
        String country;

        @Nullable
        Double creditLimit;
    }

    /**
     * Reads histories, columns {@code customer,product}, and features, columns {@code customer} and optionally
     * {@code country,credit_limit}.
     *
     * @param features null if there are none
     * @throws dev.twospeed.recommender.table.InvalidTable if a file cannot be used
     */
    static CustomerHistories read(Path histories, @Nullable Path features) throws IOException {
        CustomerHistories read = new CustomerHistories();
        try (CsvTable table = CsvTable.open(histories)) {
            read.readHistories(table);
        }
        if (features != null) {
            try (CsvTable table = CsvTable.open(features)) {
                read.readFeatures(table);
            }
        }
        return read;
    }

    Map<String, Customer> customers() {
        return customers;
    }

    private void readHistories(CsvTable table) throws IOException {
        int customer = table.column("customer");
        int product = table.column("product");
        while (table.next()) {
            var known = named(table, customer);
            if (!table.text(product).isEmpty()) {
                known.products.add(table.text(product));
            }
        }
    }

    private void readFeatures(CsvTable table) throws IOException {
        int customer = table.column("customer");
        int country = table.optionalColumn("country");
        int credit = table.optionalColumn("credit_limit");
        while (table.next()) {
            var described = named(table, customer);
            described.country = table.text(country).isEmpty() ? null : table.text(country);
            described.creditLimit = creditLimit(table, credit);
        }
    }

    private Customer named(CsvTable table, int column) throws IOException {
        if (table.text(column).isEmpty()) {
            throw table.invalid("has no customer");
        }
        return customers.computeIfAbsent(table.text(column), unseen -> new Customer());
    }

    private static @Nullable Double creditLimit(CsvTable table, int column) throws IOException {
        String text = table.text(column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            double limit = Double.parseDouble(text);
            return limit >= 0 && Double.isFinite(limit) ? limit : null;
        } catch (NumberFormatException e) {
            throw table.invalid("credit_limit '" + text + "' is no number");
        }
    }
}
