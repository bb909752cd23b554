package dev.twospeed.glue.training;

import java.util.Locale;
import java.util.StringJoiner;

/** How long the stages of some work took, one after the other. */
final class Stages {
    private static final double NANOS = 1e9;

    private final StringJoiner text = new StringJoiner(", ");
    private long last = System.nanoTime();

    /** Notes the end of a stage, which began when the one before ended. */
    void ended(String stage) {
        long now = System.nanoTime();
        text.add(String.format(Locale.ROOT, "%s %.1f s", stage, (now - last) / NANOS));
        last = now;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
