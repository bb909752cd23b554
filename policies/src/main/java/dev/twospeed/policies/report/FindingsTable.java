package dev.twospeed.policies.report;

import dev.twospeed.policies.judgement.Finding;
import dev.twospeed.policies.judgement.Finding.Outcome;
import dev.twospeed.policies.sdk.Level;
import dev.twospeed.policies.sdk.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What was found, for people: violations by severity, then what is undecided and what is exempt. */
public final class FindingsTable {
    private final PrintWriter out;

    /** Prints to a writer. */
    public FindingsTable(PrintWriter out) {
        this.out = out;
    }

    private record Row(String stack, Finding finding) {}

    /** Prints the findings of some stacks. */
    public void print(List<Judged> stacks) {
        var broken = rows(stacks, Outcome.BROKEN);
        broken.sort(Comparator.comparing((Row row) -> row.finding().rule().severity())
                .reversed());
        for (var row : broken) {
            var about = row.finding().rule();
            out.printf("%-9s %-45s %s%n", word(about.severity()), about.id(), place(row));
            out.println("          " + row.finding().message() + advice(row.finding()));
            out.println("          " + about.fix() + " " + about.link());
        }
        section("exempt", rows(stacks, Outcome.EXEMPT));
        section("undecided", rows(stacks, Outcome.UNDECIDED));
        out.println(summary(stacks, broken));
    }

    private void section(String word, List<Row> rows) {
        for (var row : rows) {
            out.printf("%-9s %-45s %s%n", word, row.finding().rule().id(), place(row));
            out.println("          " + row.finding().message());
        }
    }

    private static List<Row> rows(List<Judged> stacks, Outcome outcome) {
        var rows = new ArrayList<Row>();
        stacks.forEach(judged -> judged.of(outcome).forEach(finding -> rows.add(new Row(judged.stack(), finding))));
        return rows;
    }

    private static String place(Row row) {
        return row.stack() + " / " + row.finding().resource().name();
    }

    private static String advice(Finding finding) {
        return finding.level() == Level.ADVISORY ? " (advisory)" : "";
    }

    private static String summary(List<Judged> stacks, List<Row> broken) {
        var parts = new ArrayList<String>();
        for (var severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
            parts.add(broken.stream()
                            .filter(row -> row.finding().rule().severity() == severity)
                            .count()
                    + " " + word(severity));
        }
        return "broken: " + String.join(", ", parts) + "; exempt: "
                + rows(stacks, Outcome.EXEMPT).size()
                + "; undecided: " + rows(stacks, Outcome.UNDECIDED).size() + "; kept: "
                + rows(stacks, Outcome.KEPT).size();
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
