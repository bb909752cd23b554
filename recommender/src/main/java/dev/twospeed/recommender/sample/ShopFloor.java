package dev.twospeed.recommender.sample;

import dev.twospeed.recommender.sample.ShopOrder.Line;
import dev.twospeed.recommender.sample.Tastes.Taste;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Turns tastes into the rows of a shop. */
final class ShopFloor {
    static final int FIRST_CUSTOMER = 101;
    private static final int FIRST_ORDER = 10_100;
    private static final double MEDIAN_PRODUCTS = 20;
    private static final double PRODUCTS_LOG_DEVIATION = 0.8;
    private static final int MIN_PRODUCTS = 5;
    private static final double MAX_SHARE_OF_CATALOGUE = 0.3;
    private static final double HELD_OUT_SHARE = 0.2;
    private static final double EXTRA_LINES = 4;
    private static final int DAYS = 730;

    private final long seed;
    private final Tastes tastes;

    ShopFloor(long seed, Tastes tastes) {
        this.seed = seed;
        this.tastes = tastes;
    }

    List<ShopProductLine> productLines() {
        List<ShopProductLine> lines = new ArrayList<>();
        for (int line = 0; line < tastes.lineCount(); line++) {
            lines.add(new ShopProductLine(Names.line(line), "Scale models: " + Names.line(line) + "."));
        }
        return lines;
    }

    List<ShopProduct> products(int count) {
        List<ShopProduct> products = new ArrayList<>();
        for (int product = 0; product < count; product++) {
            SeededRandom random = SeededRandom.of(seed, "product", product);
            int line = tastes.lineOf(product);
            String scale = Names.scale(random);
            String name = Names.product(line, random);
            double price = 20 + 80 * random.nextDouble();
            products.add(new ShopProduct(
                    Names.productCode(scale, product),
                    name,
                    Names.line(line),
                    "1:" + scale,
                    Names.vendor(random),
                    "A 1:" + scale + " model of the " + name + ".",
                    random.nextInt(10_000),
                    money(price),
                    money(price * (1.3 + 0.7 * random.nextDouble()))));
        }
        return products;
    }

    List<Shopper> shoppers(int count, int products) {
        List<Shopper> shoppers = new ArrayList<>();
        int most = Math.max(MIN_PRODUCTS, (int) (MAX_SHARE_OF_CATALOGUE * products));
        for (int i = 0; i < count; i++) {
            Taste taste = tastes.customer(i);
            SeededRandom random = SeededRandom.of(seed, "shopper", i);
            double drawn = MEDIAN_PRODUCTS * StrictMath.exp(PRODUCTS_LOG_DEVIATION * random.nextGaussian());
            int size = (int) Math.max(MIN_PRODUCTS, Math.min(most, StrictMath.round(drawn)));
            int heldOut = Math.max(1, (int) StrictMath.round(HELD_OUT_SHARE * size));
            int[] purchases = tastes.purchases(taste, size, random);
            shoppers.add(new Shopper(
                    customer(i, taste, random),
                    taste,
                    Arrays.copyOf(purchases, size - heldOut),
                    Arrays.copyOfRange(purchases, size - heldOut, size)));
        }
        return shoppers;
    }

    /** All orders, numbered by date, then by customer. */
    List<ShopOrder> orders(List<Shopper> shoppers, List<ShopProduct> products, LocalDate last) {
        List<ShopOrder> orders = new ArrayList<>();
        for (Shopper shopper : shoppers) {
            orders.addAll(orders(shopper, products, last));
        }
        orders.sort(Comparator.comparing(ShopOrder::orderDate).thenComparing(ShopOrder::customerNumber));
        List<ShopOrder> numbered = new ArrayList<>();
        for (ShopOrder order : orders) {
            numbered.add(new ShopOrder(
                    FIRST_ORDER + numbered.size(),
                    order.orderDate(),
                    order.requiredDate(),
                    order.shippedDate(),
                    order.status(),
                    order.customerNumber(),
                    order.lines()));
        }
        return numbered;
    }

    private List<ShopOrder> orders(Shopper shopper, List<ShopProduct> products, LocalDate last) {
        int customer = shopper.customer().customerNumber();
        SeededRandom random = SeededRandom.of(seed, "orders", customer);
        List<List<Line>> baskets = new ArrayList<>();
        for (int next = 0; next < shopper.bought().length; ) {
            int size = Math.min(1 + random.nextPoisson(EXTRA_LINES), shopper.bought().length - next);
            List<Line> basket = new ArrayList<>();
            for (int line = 1; line <= size; line++, next++) {
                ShopProduct product = products.get(shopper.bought()[next]);
                double price = product.msrp().doubleValue() * (0.8 + 0.2 * random.nextDouble());
                basket.add(new Line(product.productCode(), 10 + random.nextPoisson(25), money(price), line));
            }
            baskets.add(basket);
        }
        // Distinct days, ascending: a later purchase is in a later order.
        int[] days = Arrays.copyOf(random.nextPermutation(Math.max(DAYS, baskets.size())), baskets.size());
        Arrays.sort(days);
        List<ShopOrder> orders = new ArrayList<>();
        for (int i = 0; i < baskets.size(); i++) {
            LocalDate date = last.minusDays(Math.max(DAYS, baskets.size()) - 1L - days[i]);
            orders.add(new ShopOrder(
                    0,
                    date,
                    date.plusDays(8),
                    date.plusDays(2L + random.nextInt(4)),
                    "Shipped",
                    customer,
                    baskets.get(i)));
        }
        return orders;
    }

    private static ShopCustomer customer(int index, Taste taste, SeededRandom random) {
        String country = Names.COUNTRIES.get(taste.country());
        String state = Names.state(country, random);
        return new ShopCustomer(
                FIRST_CUSTOMER + index,
                Names.firm(random),
                Names.last(random),
                Names.first(random),
                String.format(Locale.ROOT, "555-%07d", random.nextInt(10_000_000)),
                (1 + random.nextInt(999)) + " " + Names.last(random) + " Street",
                Names.city(taste.country(), random),
                state.isEmpty() ? null : state,
                String.format(Locale.ROOT, "%05d", random.nextInt(100_000)),
                country,
                taste.creditLimit());
    }

    private static BigDecimal money(double amount) {
        return BigDecimal.valueOf(StrictMath.round(amount * 100), 2);
    }
}
