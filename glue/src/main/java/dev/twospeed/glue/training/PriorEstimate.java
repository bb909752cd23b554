package dev.twospeed.glue.training;

import dev.twospeed.glue.training.TrainingData.Customer;
import dev.twospeed.recommender.model.FeaturePrior;
import dev.twospeed.recommender.model.FloatMatrix;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Learns what features say about an embedding: mean of all customers, then what is left by country, then what is left by
 * credit limit. Each effect is the sum of residuals divided by their number + a shrinkage: what few customers say
 * counts little.
 */
final class PriorEstimate {
    private final List<Customer> customers;
    private final FloatMatrix users;
    private final double shrinkage;
    private final double[] mean;

    private PriorEstimate(List<Customer> customers, FloatMatrix users, double shrinkage) {
        this.shrinkage = shrinkage;
        this.customers = customers;
        this.users = users;
        this.mean = new double[users.columns()];
        for (int user = 0; user < users.rows(); user++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += users.values()[user * mean.length + i] / (double) users.rows();
            }
        }
    }

    static FeaturePrior of(List<Customer> customers, FloatMatrix users, double shrinkage) {
        return new PriorEstimate(customers, users, shrinkage).estimate();
    }

    private FeaturePrior estimate() {
        Map<String, double[]> countries = countryEffects();
        double[] logCredits = customers.stream()
                .map(Customer::creditLimit)
                .filter(Objects::nonNull)
                .filter(limit -> limit > 0)
                .mapToDouble(Math::log)
                .toArray();
        double logMean = 0;
        for (double log : logCredits) {
            logMean += log / logCredits.length;
        }
        double variance = 0;
        for (double log : logCredits) {
            variance += (log - logMean) * (log - logMean) / logCredits.length;
        }
        double deviation = variance > 0 ? Math.sqrt(variance) : 1;
        int rank = mean.length;
        FeaturePrior byCountry =
                new FeaturePrior(mean, countries, new double[rank], new double[rank], logMean, deviation);
        return withCredit(byCountry);
    }

    private Map<String, double[]> countryEffects() {
        Map<String, double[]> effects = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (int user = 0; user < users.rows(); user++) {
            String country = customers.get(user).country();
            if (country != null) {
                addResidual(effects.computeIfAbsent(country, unseen -> new double[mean.length]), user, mean, 1);
                counts.merge(country, 1, Integer::sum);
            }
        }
        effects.forEach((country, effect) -> divide(effect, counts.get(country) + shrinkage));
        return effects;
    }

    private FeaturePrior withCredit(FeaturePrior byCountry) {
        double[] slope = new double[mean.length];
        double[] noCredit = new double[mean.length];
        double squares = 0;
        int without = 0;
        for (int user = 0; user < users.rows(); user++) {
            Customer customer = customers.get(user);
            Double limit = customer.creditLimit();
            double[] expected = byCountry.expected(customer.country(), null);
            if (limit != null && limit > 0) {
                double standardised = byCountry.standardised(limit);
                addResidual(slope, user, expected, standardised);
                squares += standardised * standardised;
            } else if (limit != null) {
                addResidual(noCredit, user, expected, 1);
                without++;
            }
        }
        divide(slope, squares + shrinkage);
        divide(noCredit, without + shrinkage);
        return new FeaturePrior(
                mean,
                byCountry.countryEffects(),
                slope,
                noCredit,
                byCountry.logCreditMean(),
                byCountry.logCreditDeviation());
    }

    private void addResidual(double[] sum, int user, double[] expected, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * (users.values()[user * sum.length + i] - expected[i]);
        }
    }

    private static void divide(double[] vector, double by) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= by;
        }
    }
}
