package dev.twospeed.benchmarks.stand;

/**
 * What calls of a function were like.
 *
 * @param records that went through
 * @param seconds that passed
 * @param processorSeconds of the function's process alone
 * @param p50 median of a call's milliseconds
 * @param p99 what 99 of 100 calls do not exceed, milliseconds
 */
public record Measured(long records, double seconds, double processorSeconds, double p50, double p99) {
    /** Records a second as it went. */
    public double perSecond() {
        return records / seconds;
    }

    /** Records a second of the process's own processor time: what it would be if no other process took turns. */
    public double perProcessorSecond() {
        return records / processorSeconds;
    }
}
