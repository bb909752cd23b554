package dev.twospeed.local.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All orders of a shop, oldest first. Where the source does not say what belongs to one order, what a customer bought
 * with no more than half an hour between is one.
 */
public final class OrderBook {
    /** Longer codes are no codes. */
    static final int MOST_CODE = 100;

    /** From here on amounts of money are none. */
    static final double MOST_AMOUNT = 1e12;

    private static final Instant FIRST_DATE = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant LAST_DATE = Instant.parse("9999-12-31T00:00:00Z");
    private static final Duration SESSION_GAP = Duration.ofMinutes(30);
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Customer> customers = new TreeMap<>();
    private final Map<String, Product> products = new TreeMap<>();

    /** A row as it was read. */
    private record Row(
            Customer customer,
            Product product,
            double quantity,
            double price,
            Instant time,
            @Nullable String order) {}

    /** What is known of a customer; of several values the last one read. */
    static final class Customer {
        private final String code;
        private @Nullable String city;
        private @Nullable String state;
        private @Nullable String postalCode;
        private @Nullable String country;
        private @Nullable Double creditLimit;

        private Customer(String code) {
            this.code = code;
        }

        void describe(String where, String region, String post, String land, @Nullable Double limit) {
            city = where.isEmpty() ? city : where;
            state = region.isEmpty() ? state : region;
            postalCode = post.isEmpty() ? postalCode : post;
            country = land.isEmpty() ? country : land;
            creditLimit = limit == null ? creditLimit : limit;
        }

        private Buyer as(int number) {
            return new Buyer(number, code, city, state, postalCode, country, creditLimit);
        }
    }

    /** What is known of a product; of several values the last one read. */
    static final class Product {
        private final String code;
        private String name;
        private String line = Article.NO_LINE;
        private double price;

        private Product(String code) {
            this.code = code;
            this.name = code;
        }

        void describe(String named, String of, double paid) {
            name = named.isEmpty() ? name : named;
            line = of.isEmpty() ? line : of;
            price = Math.max(price, paid);
        }

        private Article article() {
            return new Article(code, name, line, price);
        }
    }

    /** Whether a database can keep this time as a date. */
    static boolean isDate(Instant time) {
        return !time.isBefore(FIRST_DATE) && time.isBefore(LAST_DATE);
    }

    Customer customer(String code) {
        return customers.computeIfAbsent(code, Customer::new);
    }

    Product product(String code) {
        return products.computeIfAbsent(code, Product::new);
    }

    /**
     * Adds a row.
     *
     * @param order what belongs together, null if that is not known
     */
    void add(Customer customer, Product product, double quantity, double price, Instant time, @Nullable String order) {
        rows.add(new Row(customer, product, quantity, price, time, order));
    }

    /** The orders of all rows added, by time. */
    List<Order> orders() {
        var buyers = buyers();
        var articles = new LinkedHashMap<Product, Article>();
        products.values().forEach(product -> articles.put(product, product.article()));
        var orders = new ArrayList<Order>();
        for (var basket : baskets()) {
            var first = basket.get(0);
            var lines = new LinkedHashMap<Product, Order.Line>();
            for (var row : basket) {
                var article = Objects.requireNonNull(articles.get(row.product()));
                lines.merge(
                        row.product(),
                        new Order.Line(article, row.quantity(), row.price()),
                        (a, b) -> new Order.Line(article, a.quantity() + b.quantity(), a.price()));
            }
            var buyer = Objects.requireNonNull(buyers.get(first.customer()));
            orders.add(new Order(orders.size() + 1, buyer, first.time(), List.copyOf(lines.values())));
        }
        return orders;
    }

    /** Rows of one session each, by the time of its first row. */
    private List<List<Row>> baskets() {
        var byTime = new ArrayList<>(rows);
        byTime.sort(Comparator.comparing(Row::time)); // stable: what came at once stays as it was read
        var baskets = new ArrayList<List<Row>>();
        var open = new LinkedHashMap<Customer, List<Row>>();
        var named = new LinkedHashMap<String, List<Row>>();
        for (var row : byTime) {
            List<Row> basket;
            if (row.order() != null) {
                basket = named.get(row.order());
            } else {
                basket = open.get(row.customer());
                if (basket != null && isOver(basket.get(basket.size() - 1), row)) {
                    basket = null;
                }
            }
            if (basket == null) {
                basket = new ArrayList<>();
                baskets.add(basket);
                if (row.order() != null) {
                    named.put(row.order(), basket);
                } else {
                    open.put(row.customer(), basket);
                }
            }
            basket.add(row);
        }
        return baskets;
    }

    private static boolean isOver(Row last, Row next) {
        return Duration.between(last.time(), next.time()).compareTo(SESSION_GAP) > 0;
    }

    /** Numbers stay as they are; if a customer has none, all are counted in order of their codes. */
    private Map<Customer, Buyer> buyers() {
        var numbered = customers.keySet().stream()
                .allMatch(code -> NUMBER.matcher(code).matches());
        var buyers = new LinkedHashMap<Customer, Buyer>();
        for (var customer : customers.values()) {
            buyers.put(customer, customer.as(numbered ? Integer.parseInt(customer.code) : buyers.size() + 1));
        }
        return buyers;
    }
}
