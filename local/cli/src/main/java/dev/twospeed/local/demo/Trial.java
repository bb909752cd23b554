package dev.twospeed.local.demo;

/**
 * What a demo is asked to do.
 *
 * @param customers customers of the sample shop
 * @param products products of the sample shop
 * @param seed the same seed draws the same shop
 * @param sessions held-out sessions to stream
 */
public record Trial(int customers, int products, long seed, int sessions) {
    /** Length of the lists that are evaluated. */
    public static final int K = 10;
}
