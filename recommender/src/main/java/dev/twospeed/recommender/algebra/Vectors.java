package dev.twospeed.recommender.algebra;

/** Loops over vectors of double precision. */
final class Vectors {
    private Vectors() {}

    /** Inner product of v with the part of x that begins at a place and is as long. */
    static double dot(double[] v, double[] x, int start) {
        int whole = v.length - v.length % 4;
        // Four sums that do not wait for each other.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int i = 0; i < whole; i += 4) {
            a += v[i] * x[start + i];
            b += v[i + 1] * x[start + i + 1];
            c += v[i + 2] * x[start + i + 2];
            d += v[i + 3] * x[start + i + 3];
        }
        for (int i = whole; i < v.length; i++) {
            a += v[i] * x[start + i];
        }
        return a + b + (c + d);
    }

    /** Adds v times a factor to the part of x that begins at a place and is as long. */
    static void add(double[] x, int start, double[] v, double factor) {
        for (int i = 0; i < v.length; i++) {
            x[start + i] += factor * v[i];
        }
    }
}
