package dev.twospeed.recommender.model;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of a customer's embedding before any product is known: mean + effect of the country + effect of the
 * credit limit. Effects are already shrunk by how many customers they were learnt from.
 *
 * @param mean embedding of the average customer
 * @param countryEffects what a country adds, in order of their names
 * @param creditSlope what one standard deviation of log credit limit adds
 * @param noCreditEffect what a credit limit of 0 adds
 * @param logCreditMean mean of ln(credit limit) over those above 0
 * @param logCreditDeviation standard deviation of it, above 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record FeaturePrior(
        double[] mean,
        Map<String, double[]> countryEffects,
        double[] creditSlope,
        double[] noCreditEffect,
        double logCreditMean,
        double logCreditDeviation)
        implements Serializable {

    /** Standardised credit limits are cut here: an absurd limit must not drown all else. */
    private static final double MAX_STANDARDISED = 3;

    public FeaturePrior {
        countryEffects = Collections.unmodifiableMap(new TreeMap<>(countryEffects));
    }

    /** The prior that knows no features: always {@code mean}. */
    public static FeaturePrior ofMean(double[] mean) {
        return new FeaturePrior(mean, Map.of(), new double[mean.length], new double[mean.length], 0, 1);
    }

    /** Whether these features say more than the average does. */
    public boolean knows(@Nullable String country, @Nullable Double creditLimit) {
        return country != null && countryEffects.containsKey(country) || creditLimit != null;
    }

    /** The expected embedding; what is null adds nothing. */
    public double[] expected(@Nullable String country, @Nullable Double creditLimit) {
        double[] expected = mean.clone();
        if (country != null && countryEffects.containsKey(country)) {
            add(expected, countryEffects.get(country), 1);
        }
        if (creditLimit != null && creditLimit > 0) {
            add(expected, creditSlope, standardised(creditLimit));
        } else if (creditLimit != null) {
            add(expected, noCreditEffect, 1);
        }
        return expected;
    }

    /** ln(credit limit) in standard deviations from its mean, for limits above 0. */
    public double standardised(double creditLimit) {
        double z = (Math.log(creditLimit) - logCreditMean) / logCreditDeviation;
        return Math.max(-MAX_STANDARDISED, Math.min(MAX_STANDARDISED, z));
    }

    private static void add(double[] sum, double[] vector, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }
}
