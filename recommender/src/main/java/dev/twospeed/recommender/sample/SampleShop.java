package dev.twospeed.recommender.sample;

import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.HistoryItem;
import dev.twospeed.recommender.sample.Tastes.Taste;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A made-up shop in the schema of the classicmodels sample database, with tastes planted in it: customers and products
 * lie in a latent space, customers buy what is near and what is popular. A fifth of each customer's purchases, the last
 * ones, is kept out of the orders and is what recommendations are measured against. The same size and seed give the same
 * shop, bit by bit.
 */
public final class SampleShop {
    private static final int MAX_BROWSED = 100;
    private static final LocalDate LAST_ORDER = LocalDate.of(2025, 12, 31);

    private final long seed;
    private final Tastes tastes;
    private final List<ShopProductLine> productLines;
    private final List<ShopProduct> products;
    private final Map<String, Integer> indices;
    private final List<Shopper> shoppers;
    private final List<ShopOrder> orders;

    private SampleShop(int customers, int products, long seed) {
        this.seed = seed;
        this.tastes = new Tastes(products, Names.COUNTRIES.size(), seed);
        ShopFloor floor = new ShopFloor(seed, tastes);
        this.productLines = floor.productLines();
        this.products = floor.products(products);
        this.indices = new LinkedHashMap<>();
        for (int i = 0; i < products; i++) {
            indices.put(this.products.get(i).productCode(), i);
        }
        this.shoppers = floor.shoppers(customers, products);
        this.orders = floor.orders(shoppers, this.products, LAST_ORDER);
    }

    /**
     * Makes a shop.
     *
     * @param customers number of customers, at least 1
     * @param products number of products, at least 20
     * @throws IllegalArgumentException if the shop would be too small
     */
    public static SampleShop generate(int customers, int products, long seed) {
        if (customers < 1 || products < 20) {
            throw new IllegalArgumentException("a sample shop of " + customers + " customers and " + products
                    + " products is too small: it needs at least 1 customer and 20 products");
        }
        return new SampleShop(customers, products, seed);
    }

    /** Rows of {@code productlines}. */
    public List<ShopProductLine> productLines() {
        return productLines;
    }

    /** Rows of {@code products}. */
    public List<ShopProduct> products() {
        return products;
    }

    /** Rows of {@code customers}. */
    public List<ShopCustomer> customers() {
        return shoppers.stream().map(Shopper::customer).toList();
    }

    /** Rows of {@code orders} with their {@code orderdetails}, in order of number and date; nothing held out is in them. */
    public List<ShopOrder> orders() {
        return orders;
    }

    /**
     * Sessions of which is known what came next: round by round over all customers, in round s with all their products
     * of the shop's orders and the first s of the held-out ones, and as truth the others.
     *
     * @param count at most how many; fewer if the held-out purchases do not suffice
     */
    public List<HeldOutSession> sessions(int count) {
        List<HeldOutSession> sessions = new ArrayList<>();
        boolean any = true;
        for (int round = 0; any && sessions.size() < count; round++) {
            any = false;
            for (Shopper shopper : shoppers) {
                if (round < shopper.heldOut().length && sessions.size() < count) {
                    any = true;
                    sessions.add(session(shopper, round, sessions.size()));
                }
            }
        }
        return sessions;
    }

    /** The products that a customer buys most probably by the planted truth, best first, without those excluded. */
    public List<String> oracle(long customerNumber, Set<String> excluded, int k) {
        Taste taste =
                shoppers.get((int) customerNumber - ShopFloor.FIRST_CUSTOMER).taste();
        double[] scores = new double[products.size()];
        for (int product = 0; product < scores.length; product++) {
            scores[product] = tastes.score(taste, product);
        }
        return best(scores, excluded, k);
    }

    /** The products with most buyers in the orders, best first, without those excluded: what has to be beaten. */
    public List<String> popular(Set<String> excluded, int k) {
        return best(buyers(), excluded, k);
    }

    /** SHA-256 over all rows and sessions: equal for equal shops. */
    public String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<List<?>> parts = List.of(productLines, products, customers(), orders, sessions(Integer.MAX_VALUE));
            for (List<?> part : parts) {
                part.forEach(row -> digest.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    private double[] buyers() {
        double[] buyers = new double[products.size()];
        for (Shopper shopper : shoppers) {
            for (int product : shopper.bought()) {
                buyers[product]++;
            }
        }
        return buyers;
    }

    private List<String> best(double[] scores, Set<String> excluded, int k) {
        return products.stream()
                .map(ShopProduct::productCode)
                .filter(code -> !excluded.contains(code))
                .sorted((a, b) -> {
                    int byScore = Double.compare(scores[indices.get(b)], scores[indices.get(a)]);
                    return byScore != 0 ? byScore : a.compareTo(b);
                })
                .limit(k)
                .toList();
    }

    private HeldOutSession session(Shopper shopper, int round, int number) {
        SeededRandom random = SeededRandom.of(seed, "session", number);
        List<String> browsed = new ArrayList<>();
        for (int product : shopper.bought()) {
            browsed.add(products.get(product).productCode());
        }
        List<String> truth = new ArrayList<>();
        for (int i = 0; i < shopper.heldOut().length; i++) {
            (i < round ? browsed : truth).add(products.get(shopper.heldOut()[i]).productCode());
        }
        List<HistoryItem> history = new ArrayList<>();
        for (String code : browsed.subList(Math.max(0, browsed.size() - MAX_BROWSED), browsed.size())) {
            history.add(new HistoryItem(code, 1 + random.nextInt(20), random.nextDouble() < 0.3));
        }
        ShopCustomer customer = shopper.customer();
        Instant time =
                LAST_ORDER.plusDays(2L + round).atStartOfDay(ZoneOffset.UTC).toInstant();
        ActivityEvent event = new ActivityEvent(
                "1.0",
                String.format(Locale.ROOT, "e%d-%07d", seed, number),
                time.plusSeconds(number % 86_400),
                "s" + customer.customerNumber() + "-" + round,
                customer.customerNumber(),
                customer.city(),
                customer.country(),
                customer.creditLimit().doubleValue(),
                history);
        return new HeldOutSession(event, truth);
    }
}
