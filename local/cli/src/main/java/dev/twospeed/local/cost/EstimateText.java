package dev.twospeed.local.cost;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Prints an estimate for people. */
public final class EstimateText {
    private final PrintWriter out;

    /** A printer to here. */
    public EstimateText(PrintWriter out) {
        this.out = out;
    }

    /** Prints it; {@code title} names the environment. */
    public void print(String title, Estimate estimate) {
        out.printf(
                "%s, %s; US dollars, list prices as of %s, an estimate%n",
                title, String.join(", ", new TreeSet<>(estimate.regions().values())), estimate.pricesAsOf());
        lines("A month, by being there", estimate.monthly());
        lines("A million events", estimate.perMillionEvents());
        lines("A run of each job", estimate.perRun());
        var assumed = estimate.assumptions();
        out.printf(
                Locale.ROOT,
                "%nAssumed: events of %d bytes, answers of %d bytes, %s ms of the transform function an event, %d bytes of"
                        + " log a call%n",
                assumed.eventBytes(),
                assumed.answerBytes(),
                assumed.millisPerEvent(),
                assumed.logBytesPerCall());
        notes("Not priced: these cost something that is not known here", estimate.notPriced());
        notes("By use, not by being there", estimate.byUse());
        notes("Free", estimate.free());
        out.printf("%nNot included%n");
        estimate.notIncluded().forEach(what -> out.printf("  %s%n", what));
        out.flush();
    }

    private void lines(String title, List<Line> lines) {
        out.printf("%n%s%n", title);
        for (var line : lines) {
            out.printf(
                    Locale.ROOT,
                    "  %-20s %-30s %-38s %10.2f%n",
                    line.stack(),
                    line.resource(),
                    line.what(),
                    line.amount());
        }
        out.printf(Locale.ROOT, "  %-90s %10.2f%n", "total", Estimate.total(lines));
    }

    /** One line for all resources with the same reason. */
    private void notes(String title, List<Estimate.Note> notes) {
        if (notes.isEmpty()) {
            return;
        }
        out.printf("%n%s%n", title);
        notes.stream()
                .collect(Collectors.groupingBy(
                        note -> note.type()
                                        .replaceAll("^aws:|/.*:", " ")
                                        .strip()
                                        .replace(' ', '.') + ": " + note.why(),
                        TreeMap::new,
                        Collectors.mapping(Estimate.Note::resource, Collectors.joining(", "))))
                .forEach((why, resources) -> out.printf("  %s (%s)%n", why, resources));
    }
}
