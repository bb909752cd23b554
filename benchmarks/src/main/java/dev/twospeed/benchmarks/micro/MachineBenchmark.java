package dev.twospeed.benchmarks.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one core can do at best in Java: multiply and add on what lies in its nearest cache, and stream from memory as STREAM's triad does
 * (McCalpin: <em>Memory Bandwidth and Machine Balance in Current High Performance Computers</em>, 1995).
 */
@State(Scope.Thread)
public class MachineBenchmark {
    /** Five rows of 2 KiB: well within the nearest cache. */
    static final int ROW = 256;

    /** 3 × 64 MiB: well beyond any cache. */
    static final int STREAM = 8 << 20;

    private final double[][] rows = new double[5][ROW];
    private final double[] a = new double[STREAM];
    private final double[] b = new double[STREAM];
    private final double[] c = new double[STREAM];

    /** 8 floating point operations an element. */
    @Benchmark
    public double[] multiplyAdd() {
        return multiplyAdd(rows[0], rows[1], rows[2], rows[3], rows[4]);
    }

    private static double[] multiplyAdd(double[] to, double[] p, double[] q, double[] r, double[] s) {
        for (int i = 0; i < to.length; i++) {
            to[i] += 0.1 * p[i] + 0.2 * q[i] + 0.3 * r[i] + 0.4 * s[i];
        }
        return to;
    }

    /** 24 bytes an element. */
    @Benchmark
    public double[] triad() {
        return triad(a, b, c);
    }

    private static double[] triad(double[] to, double[] from, double[] other) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] + 3.0 * other[i];
        }
        return to;
    }
}
