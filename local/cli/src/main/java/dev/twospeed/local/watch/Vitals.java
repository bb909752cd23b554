package dev.twospeed.local.watch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a system fared in the last minutes.
 *
 * @param environment its name, such as {@code dev}
 * @param region where it is
 * @param time when it was looked at, ISO 8601 in UTC
 * @param minutes how far back the series go
 * @param records records by what became of them
 * @param strategies answered records by the strategy that answered them
 * @param functions what the functions did, by what they are for
 * @param lag how far behind the stream is
 * @param model which model answers
 * @param alarms the environment's alarms
 */
public record Vitals(
        String environment,
        String region,
        String time,
        int minutes,
        Map<String, Series> records,
        Map<String, Series> strategies,
        Map<String, Calls> functions,
        Lag lag,
        Model model,
        Alarms alarms) {

    /**
     * A metric by the minute.
     *
     * @param total the sum of all, null if nothing was measured
     * @param perMinute oldest first, null for a minute in which nothing was measured
     */
    public record Series(@Nullable Double total, List<@Nullable Double> perMinute) {
        static Series of(List<@Nullable Double> perMinute) {
            var measured = perMinute.stream().filter(Objects::nonNull).toList();
            var total = measured.isEmpty()
                    ? null
                    : measured.stream().mapToDouble(Double::doubleValue).sum();
            return new Series(total, perMinute);
        }

        /** What was measured last, null if nothing was. */
        @Nullable
        Double newest() {
            for (var i = perMinute.size() - 1; i >= 0; i--) {
                if (perMinute.get(i) != null) {
                    return perMinute.get(i);
                }
            }
            return null;
        }
    }

    /**
     * What a function did.
     *
     * @param milliseconds of the longest call in the last minute that has any, null if there was none
     */
    public record Calls(
            Series invocations, Series errors, @Nullable Double milliseconds) {}

    /**
     * How far behind the stream is, as last measured; null if nothing was.
     *
     * @param readMilliseconds age of the oldest record when it was read from the stream
     * @param deliverySeconds age of the oldest record that was not yet delivered
     */
    public record Lag(
            @Nullable Double readMilliseconds, @Nullable Double deliverySeconds) {}

    /**
     * Which model answers.
     *
     * @param version its version, null if none answers
     * @param problem why none answers, in a sentence
     */
    public record Model(@Nullable String version, @Nullable String problem) {}

    /**
     * The alarms.
     *
     * @param states how many there are in each state
     * @param ringing the reason of each that is in alarm, by name
     */
    public record Alarms(Map<String, Integer> states, Map<String, String> ringing) {}
}
