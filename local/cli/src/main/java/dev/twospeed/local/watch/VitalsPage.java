package dev.twospeed.local.watch;

import dev.twospeed.local.watch.Vitals.Series;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Vitals as a page of text, at most 80 columns wide but for names. */
public final class VitalsPage {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    /** The newest minutes of a series; a terminal is 80 columns wide. */
    private static final int BARS_SHOWN = 30;

    private final UnaryOperator<String> alert;
    private final StringBuilder text = new StringBuilder();

    private VitalsPage(UnaryOperator<String> alert) {
        this.alert = alert;
    }

    /**
     * Writes a page.
     *
     * @param alert makes a text stand out
     */
    public static String of(Vitals vitals, UnaryOperator<String> alert) {
        return new VitalsPage(alert).write(vitals);
    }

    private String write(Vitals vitals) {
        line("twospeed %s, %s, %s", vitals.environment(), vitals.region(), vitals.time());
        var model = vitals.model();
        line("model     %s", model.version() != null ? model.version() : alert.apply("none: " + model.problem()));
        line("");
        line("%-16s %12s %12s  by the minute", "records", vitals.minutes() + " min", "newest min");
        vitals.records().forEach((name, series) -> row(name, series, name.equals("failed") || name.equals("degraded")));
        line("");
        line("answered by");
        vitals.strategies().forEach((name, series) -> row(name, series, false));
        line("");
        line("%-16s %12s %12s  longest call", "functions", "calls", "errors");
        vitals.functions().forEach((name, calls) -> {
            var errors =
                    String.format(Locale.ROOT, "%12s", number(calls.errors().total()));
            line(
                    "  %-14s %12s %s  %s",
                    name,
                    number(calls.invocations().total()),
                    positive(calls.errors().total()) ? alert.apply(errors) : errors,
                    calls.milliseconds() == null ? "-" : number(calls.milliseconds()) + " ms");
        });
        line("");
        var lag = vitals.lag();
        line(
                "lag       reading the stream %s, delivery to S3 %s",
                lag.readMilliseconds() == null ? "-" : number(lag.readMilliseconds()) + " ms",
                lag.deliverySeconds() == null ? "-" : number(lag.deliverySeconds()) + " s");
        var states = vitals.alarms().states();
        line(
                "alarms    %d in alarm, %d ok, %d without data",
                states.getOrDefault("ALARM", 0),
                states.getOrDefault("OK", 0),
                states.getOrDefault("INSUFFICIENT_DATA", 0));
        vitals.alarms().ringing().forEach((name, reason) -> line("  %s: %s", alert.apply(name), reason));
        return text.toString();
    }

    private void row(String name, Series series, boolean bad) {
        var total = String.format(Locale.ROOT, "%12s", number(series.total()));
        line(
                "  %-14s %s %12s  %s",
                name,
                bad && positive(series.total()) ? alert.apply(total) : total,
                number(series.newest()),
                bars(series.perMinute()));
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    private static boolean positive(@Nullable Double value) {
        return value != null && value > 0;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A bar for each minute, as high as its share of the highest; a blank where nothing was measured. */
    private static String bars(List<@Nullable Double> perMinute) {
        var shown = perMinute.subList(Math.max(0, perMinute.size() - BARS_SHOWN), perMinute.size());
        var highest = shown.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        var bars = new StringBuilder();
        for (var value : shown) {
            var height = value == null || highest <= 0 ? 0 : (int) Math.ceil(value / highest * (BARS.length() - 1));
            bars.append(value == null ? ' ' : BARS.charAt(height));
        }
        return bars.toString();
    }
}
