package dev.twospeed.local.cli;

import dev.twospeed.local.model.Advance;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How far a task is, with its rate and the time left, on standard error: on a terminal a bar that is drawn over the
 * one before, elsewhere a line now and then.
 *
 * <p>The rate is that since nothing was done, so what is left is an estimate that jumps little.
 */
final class Progress implements Advance, AutoCloseable {
    private static final int BAR = 24;
    private static final double NANOS = 1e9;
    private static final Duration BETWEEN_BARS = Duration.ofMillis(100);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    /** To the first column, and what is there away. */
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final String what;
    private final LongSupplier nanos;
    private long start;
    private long shown;
    private String bar = "";

    private Progress(PrintWriter out, boolean terminal, String what, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.shown = start;
    }

    /**
     * The progress of a command, unseen if the user wants none.
     *
     * @param what is counted, in the plural
     */
    static Progress of(CommandSpec spec, String what) {
        return new Progress(Main.progress(spec), System.console() != null, what, System::nanoTime);
    }

    /** The same by another clock. */
    static Progress of(PrintWriter out, boolean terminal, String what, LongSupplier nanos) {
        return new Progress(out, terminal, what, nanos);
    }

    @Override
    public void at(long done, long most) {
        var now = nanos.getAsLong();
        if (done == 0) {
            start = now;
            return;
        }
        var isFirstBar = terminal && bar.isEmpty();
        var isDue = now - shown >= (terminal ? BETWEEN_BARS : BETWEEN_LINES).toNanos();
        if (!isFirstBar && !isDue && !(terminal && done == most)) {
            return;
        }
        shown = now;
        var seconds = (now - start) / NANOS;
        var text = String.format(
                Locale.ROOT,
                "%d of %d %s, %s, %.0f s left",
                done,
                most,
                what,
                rate(done, seconds),
                seconds / done * (most - done));
        if (terminal) {
            bar = bar(done, most) + " " + text;
            out.print(CLEAR + bar);
            out.flush();
        } else {
            out.println(text);
        }
    }

    /** Whether there is a terminal to draw a bar on. */
    boolean hasBar() {
        return terminal;
    }

    /** Prints a line, above the bar if there is one. */
    void say(String line) {
        if (bar.isEmpty()) {
            out.println(line);
        } else {
            out.print(CLEAR + line + "\n" + bar);
            out.flush();
        }
    }

    /** Takes the bar away. */
    @Override
    public void close() {
        if (!bar.isEmpty()) {
            out.print(CLEAR);
            out.flush();
            bar = "";
        }
    }

    private static String bar(long done, long most) {
        var full = (int) (BAR * done / most);
        return "[" + "#".repeat(full) + " ".repeat(BAR - full) + "]";
    }

    /** What is slow is told by how long one takes. */
    private static String rate(long done, double seconds) {
        return done < seconds
                ? String.format(Locale.ROOT, "%.1f s each", seconds / done)
                : String.format(Locale.ROOT, "%.0f a second", done / Math.max(seconds, 1 / NANOS));
    }
}
