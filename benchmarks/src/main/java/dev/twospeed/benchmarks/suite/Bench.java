package dev.twospeed.benchmarks.suite;

import dev.twospeed.benchmarks.stand.Stand;

/**
 * What suites measure with.
 *
 * @param rounds how often each thing is measured, in turn with what it is compared to
 * @param milliseconds how long a round is
 * @param warmUp how long everything runs before, milliseconds
 * @param quick whether only the sizes that the bars speak of are measured
 */
public record Bench(Stand stand, int rounds, long milliseconds, long warmUp, boolean quick) {}
