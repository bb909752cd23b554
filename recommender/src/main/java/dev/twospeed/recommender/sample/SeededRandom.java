package dev.twospeed.recommender.sample;

/**
 * A generator whose every bit is fixed by its seed, on every platform and Java version: SplitMix64 with StrictMath on
 * top.
 */
final class SeededRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SeededRandom(long seed) {
        this.state = seed;
    }

    /** A generator of its own for a part, so that parts do not depend on how much others drew. */
    static SeededRandom of(long seed, String part, long number) {
        long mixed = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < part.length(); i++) {
            mixed = mix(mixed + GOLDEN_GAMMA * (part.charAt(i) + 1));
        }
        return new SeededRandom(mix(mixed + GOLDEN_GAMMA * (number + 1)));
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in 0 … bound − 1. */
    int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    /** Standard normal (Marsaglia's polar method). */
    double nextGaussian() {
        while (true) {
            double u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    /** Standard Gumbel: the highest of log-weight + Gumbel is a draw in proportion to the weights. */
    double nextGumbel() {
        return -StrictMath.log(-StrictMath.log(nextDouble() + 0x1.0p-54));
    }

    /** Poisson by multiplying uniforms (Knuth), for small means. */
    int nextPoisson(double mean) {
        double limit = StrictMath.exp(-mean);
        int count = -1;
        for (double product = 1; product > limit; count++) {
            product *= nextDouble();
        }
        return count;
    }

    /** A vector of independent normals of this standard deviation. */
    double[] nextVector(int size, double deviation) {
        double[] vector = new double[size];
        for (int i = 0; i < size; i++) {
            vector[i] = deviation * nextGaussian();
        }
        return vector;
    }

    /** A random order of 0 … size − 1. */
    int[] nextPermutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
