package dev.twospeed.local.metrics;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of the last three hours, in minutes.
 *
 * <p>The idea: what measures adds values as they arise, and that is an addition in memory; what was written into logs is read
 * when somebody asks. More than {@value #MOST_SERIES} metrics are not kept: this is a page about one system, no archive.
 */
public final class Metrics {
    /** For how long values are kept. */
    public static final int KEPT_MINUTES = 180;

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final int MOST_SERIES = 2000;

    private final Clock clock;
    private final Map<Key, Series> series = new ConcurrentHashMap<>();
    private final List<Consumer<Metrics>> sources = new CopyOnWriteArrayList<>();

    /** No values yet. */
    public Metrics(Clock clock) {
        this.clock = clock;
    }

    private record Key(Metric metric, String unit) {}

    /** Lets a source add what it has whenever values are asked for. */
    public void source(Consumer<Metrics> source) {
        sources.add(source);
    }

    /** Adds a value of now. */
    public void add(Metric metric, String unit, double value) {
        add(metric, unit, clock.instant(), value);
    }

    /**
     * Adds a value.
     *
     * @param unit as CloudWatch names it, such as {@code Count} or {@code Milliseconds}
     * @param time when it arose; what is older than what is kept, or two hours ahead, is left out
     */
    public void add(Metric metric, String unit, Instant time, double value) {
        var minute = minute(time);
        var now = minute(clock.instant());
        if (minute <= now - KEPT_MINUTES || minute > now + 120 || !Double.isFinite(value)) {
            return;
        }
        var key = new Key(metric, unit);
        var known = series.get(key);
        if (known == null) {
            known = begin(key, now);
        }
        if (known != null) {
            known.add(minute, value);
        }
    }

    private synchronized @Nullable Series begin(Key key, long now) {
        if (series.size() >= MOST_SERIES) {
            series.values().removeIf(old -> old.endedBefore(now - KEPT_MINUTES));
        }
        if (series.size() >= MOST_SERIES) {
            LOG.warn("The metric {} is not kept: the embedded CloudWatch keeps {}", key.metric(), MOST_SERIES);
            return null;
        }
        return series.computeIfAbsent(key, absent -> new Series(KEPT_MINUTES));
    }

    /** Reads what sources have, for the calls that follow. */
    public void refresh() {
        sources.forEach(source -> source.accept(this));
    }

    /**
     * The values of a metric by period; periods without values are left out.
     *
     * @param unit only values in it; in any unit when empty
     * @param from the first minute
     * @param to the end, exclusive
     * @param periodSeconds a multiple of 60; periods begin at multiples of it since 1970
     * @return start of a period to its values, in order
     */
    public TreeMap<Instant, Distribution> values(
            Metric metric, Optional<String> unit, Instant from, Instant to, int periodSeconds) {
        var matching = series.entrySet().stream()
                .filter(e -> e.getKey().metric().equals(metric))
                .filter(e -> unit.isEmpty() || unit.get().equals(e.getKey().unit()))
                .map(Map.Entry::getValue)
                .toList();
        var values = new TreeMap<Instant, Distribution>();
        var first = Math.max(minute(from), minute(clock.instant()) - KEPT_MINUTES);
        var end = Math.min(minute(to.plusSeconds(59)), minute(clock.instant()) + 121);
        var period = periodSeconds / 60;
        for (var start = Math.floorDiv(first, period) * period; start < end; start += period) {
            var all = new Distribution();
            var found = false;
            for (var one : matching) {
                var part = one.between(Math.max(start, first), Math.min(start + period, end));
                part.ifPresent(all::add);
                found |= part.isPresent();
            }
            if (found) {
                values.put(Instant.ofEpochSecond(start * 60), all);
            }
        }
        return values;
    }

    private static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60);
    }
}
