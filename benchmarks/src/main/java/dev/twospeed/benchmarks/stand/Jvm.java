package dev.twospeed.benchmarks.stand;

import java.util.List;

/** How a function's JVM compiles. */
public enum Jvm {
    /** As Lambda starts it: the tiered compiler stopped at C1. */
    LAMBDA("C1", "-XX:TieredStopAtLevel=1"),
    /** As it would with {@code JAVA_TOOL_OPTIONS} to allow the optimizing compiler. */
    OPTIMIZING("C2", "-XX:TieredStopAtLevel=4");

    private static final int MEGABYTES = 512 * 85 / 100;

    private final String label;
    private final String compiler;

    Jvm(String label, String compiler) {
        this.label = label;
        this.compiler = compiler;
    }

    /** The last compiler that code gets to. */
    public String label() {
        return label;
    }

    /** The options, for a function of 512 MB. */
    public List<String> options() {
        return List.of(compiler, "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx" + MEGABYTES + "m");
    }
}
