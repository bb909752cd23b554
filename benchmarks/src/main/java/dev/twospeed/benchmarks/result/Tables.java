package dev.twospeed.benchmarks.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Figures as tables of a document, between two marks of it. */
public final class Tables {
    private static final String BEGIN = "<!-- figures: written by ./twospeed bench --docs -->";
    private static final String END = "<!-- end of figures -->";

    private Tables() {}

    /**
     * Writes the tables into a document, in place of those of the last time.
     *
     * @throws IOException also if the document has no place for them
     */
    public static void write(Results results, Path document) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(
                    document + " has no lines '" + BEGIN + "' and '" + END + "' for the tables: add them");
        }
        Files.writeString(
                document, text.substring(0, begin) + BEGIN + "\n\n" + of(results) + "\n" + text.substring(end));
    }

    /** All figures in Markdown, a table a topic. */
    public static String of(Results results) {
        Machine machine = results.machine();
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "Measured at %s%s on %d × %s, %.1f GiB, %s, %s. Load at the start %.1f. %s\n",
                results.measuredAt(),
                results.quick() ? " with --quick" : "",
                machine.processors(),
                machine.processor(),
                machine.memoryGibibytes(),
                machine.system(),
                machine.jvm(),
                machine.loadAtStart(),
                machine.processorsDivided()
                        ? "Functions had one core to themselves, database and load the other."
                        : "Functions and database shared all cores."));
        Set<String> suites = new LinkedHashSet<>();
        results.figures().forEach(figure -> suites.add(figure.suite()));
        for (String suite : suites) {
            table(
                    suite,
                    results.figures().stream()
                            .filter(figure -> figure.suite().equals(suite))
                            .toList(),
                    out);
        }
        return out.toString();
    }

    private static void table(String suite, List<Figure> figures, StringBuilder out) {
        Set<String> keys = new LinkedHashSet<>();
        figures.forEach(figure -> keys.addAll(figure.parameters().keySet()));
        out.append("\n**").append(suite).append("**\n\n| what | ");
        keys.forEach(key -> out.append(key).append(" | "));
        out.append("median | least to most | unit | rounds | bound | ratio |\n|---|");
        keys.forEach(key -> out.append("---|"));
        out.append("---|---|---|---|---|---|\n");
        for (Figure figure : figures) {
            out.append("| ").append(figure.name()).append(" | ");
            for (String key : keys) {
                out.append(figure.parameters().getOrDefault(key, "–")).append(" | ");
            }
            out.append(number(figure.value()))
                    .append(" | ")
                    .append(number(figure.least()))
                    .append(" to ")
                    .append(number(figure.most()))
                    .append(" | ")
                    .append(figure.unit())
                    .append(" | ")
                    .append(figure.rounds());
            Figure.Roofline roofline = figure.roofline();
            if (roofline == null) {
                out.append(" | – | – |\n");
            } else {
                out.append(" | ")
                        .append(roofline.name())
                        .append(": ")
                        .append(number(roofline.value()))
                        .append(" | ")
                        .append(number(roofline.ratio()))
                        .append(" |\n");
            }
        }
    }

    /** Three significant digits, and whole numbers whole. */
    static String number(double value) {
        if (Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
