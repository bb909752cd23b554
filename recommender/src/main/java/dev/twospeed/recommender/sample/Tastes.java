package dev.twospeed.recommender.sample;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The planted truth behind a sample shop: where products and customers lie in a latent space of 16 dimensions. Customers
 * buy products near them, and popular ones more.
 */
final class Tastes {
    private static final int DIMENSIONS = 16;
    private static final double SHARPNESS = 10;
    private static final double POPULARITY_EXPONENT = 0.9;
    private static final double POPULARITY_WEIGHT = 0.7;
    /** Standard deviation of a component of a vector whose length is about 1. */
    private static final double UNIT = 0.25;

    private static final double CREDIT_LOG_MEAN = 11.1;
    private static final double CREDIT_LOG_DEVIATION = 0.5;
    private static final double NO_CREDIT_SHARE = 0.2;
    private static final double COUNTRY_ZIPF = 1.1;

    private final long seed;
    private final double[][] centroids;
    private final double[][] products;
    private final int[] lines;
    private final double[] logPopularity;
    private final double[][] countries;
    private final double[] countryShares;
    private final double[] creditDirection;

    /**
     * Features and place of a customer.
     *
     * @param country index of the country
     * @param creditLimit rounded to hundreds; 0 for a fifth of the customers
     * @param position unit vector
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Taste(int country, BigDecimal creditLimit, double[] position) {}

    Tastes(int products, int countries, long seed) {
        this.seed = seed;
        SeededRandom random = SeededRandom.of(seed, "tastes", 0);
        int lineCount = Math.max(7, (int) (StrictMath.sqrt(products) / 1.5));
        this.centroids = new double[lineCount][];
        for (int line = 0; line < lineCount; line++) {
            centroids[line] = unit(random.nextVector(DIMENSIONS, UNIT));
        }
        this.products = new double[products][];
        this.lines = new int[products];
        this.logPopularity = new double[products];
        int[] ranks = random.nextPermutation(products);
        for (int product = 0; product < products; product++) {
            lines[product] = random.nextInt(lineCount);
            double[] noise = random.nextVector(DIMENSIONS, UNIT);
            this.products[product] = unit(sum(centroids[lines[product]], 0.9, noise));
            logPopularity[product] = -POPULARITY_EXPONENT * StrictMath.log(ranks[product] + 1.0);
        }
        this.countries = new double[countries][];
        this.countryShares = new double[countries];
        for (int country = 0; country < countries; country++) {
            this.countries[country] = random.nextVector(DIMENSIONS, UNIT);
            countryShares[country] = StrictMath.pow(country + 1.0, -COUNTRY_ZIPF);
        }
        this.creditDirection = random.nextVector(DIMENSIONS, UNIT);
    }

    int lineCount() {
        return centroids.length;
    }

    int lineOf(int product) {
        return lines[product];
    }

    /** The tastes of a customer by number: the same whatever other customers there are. */
    Taste customer(int customer) {
        SeededRandom random = SeededRandom.of(seed, "customer", customer);
        int country = pick(countryShares, random);
        double standardisedCredit = random.nextGaussian();
        boolean noCredit = random.nextDouble() < NO_CREDIT_SHARE;
        double credit = StrictMath.exp(CREDIT_LOG_MEAN + CREDIT_LOG_DEVIATION * standardisedCredit);
        int first = random.nextInt(centroids.length);
        int second = (first + 1 + random.nextInt(centroids.length - 1)) % centroids.length;
        double mix = random.nextDouble();
        double[] position = new double[DIMENSIONS];
        add(position, mix, centroids[first]);
        add(position, 1 - mix, centroids[second]);
        add(position, 0.5, countries[country]);
        if (!noCredit) {
            add(position, 0.25 * standardisedCredit, creditDirection);
        }
        add(position, 0.7, random.nextVector(DIMENSIONS, UNIT));
        BigDecimal limit =
                BigDecimal.valueOf(noCredit ? 0 : (long) (credit / 100) * 100).setScale(2);
        return new Taste(country, limit, unit(position));
    }

    /** Logarithm of the odds that a customer buys a product next. */
    double score(Taste taste, int product) {
        double[] other = products[product];
        double dot = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            dot += taste.position()[i] * other[i];
        }
        return SHARPNESS * dot + POPULARITY_WEIGHT * logPopularity[product];
    }

    /** The first {@code count} products a customer buys, in order, without replacement. */
    int[] purchases(Taste taste, int count, SeededRandom random) {
        double[] keys = new double[products.length];
        Arrays.setAll(keys, product -> score(taste, product) + random.nextGumbel());
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(product -> -keys[product])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int pick(double[] shares, SeededRandom random) {
        double left = random.nextDouble() * Arrays.stream(shares).sum();
        for (int i = 0; i < shares.length - 1; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }

    private static double[] sum(double[] vector, double factor, double[] other) {
        double[] sum = vector.clone();
        add(sum, factor, other);
        return sum;
    }

    private static void add(double[] sum, double factor, double[] vector) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }

    private static double[] unit(double[] vector) {
        double squares = 0;
        for (double x : vector) {
            squares += x * x;
        }
        double length = StrictMath.sqrt(squares);
        double[] unit = new double[vector.length];
        Arrays.setAll(unit, i -> vector[i] / length);
        return unit;
    }
}
