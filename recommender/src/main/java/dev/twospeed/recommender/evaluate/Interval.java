package dev.twospeed.recommender.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A mean with its 95 % bootstrap interval.
 *
 * @param mean mean of the sample
 * @param low 2.5 % of the resampled means are below
 * @param high 2.5 % of the resampled means are above
 */
public record Interval(double mean, double low, double high) {
    private static final int RESAMPLES = 500;

    /** The interval of a sample's mean; of an empty sample 0. Same sample and seed, same interval. */
    public static Interval of(double[] sample, long seed) {
        if (sample.length == 0) {
            return new Interval(0, 0, 0);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            for (int i = 0; i < sample.length; i++) {
                sum += sample[random.nextInt(sample.length)];
            }
            means[r] = sum / sample.length;
        }
        Arrays.sort(means);
        double mean = Arrays.stream(sample).sum() / sample.length;
        return new Interval(mean, means[(int) (RESAMPLES * 0.025)], means[(int) (RESAMPLES * 0.975)]);
    }
}
