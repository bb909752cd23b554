package dev.twospeed.benchmarks;

import dev.twospeed.benchmarks.result.Figure;
import dev.twospeed.benchmarks.result.Machine;
import dev.twospeed.benchmarks.result.Plots;
import dev.twospeed.benchmarks.result.Results;
import dev.twospeed.benchmarks.result.Tables;
import dev.twospeed.benchmarks.stand.Stand;
import dev.twospeed.benchmarks.suite.Bench;
import dev.twospeed.benchmarks.suite.InferenceSuite;
import dev.twospeed.benchmarks.suite.LargestLoadSuite;
import dev.twospeed.benchmarks.suite.LoaderSuite;
import dev.twospeed.benchmarks.suite.MicroSuite;
import dev.twospeed.benchmarks.suite.RecallSuite;
import dev.twospeed.benchmarks.suite.StartSuite;
import dev.twospeed.benchmarks.suite.StreamSuite;
import dev.twospeed.benchmarks.suite.Suite;
import dev.twospeed.benchmarks.suite.TransformSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Measures and writes down; started by {@code ./twospeed bench}, which describes its options. */
public final class Main {
    private static final List<Suite> SUITES = List.of(
            new MicroSuite(),
            new TransformSuite(),
            new StreamSuite(),
            new InferenceSuite(),
            new LoaderSuite(),
            new LargestLoadSuite(),
            new RecallSuite(),
            new StartSuite());

    private Main() {}

    /** Arguments: {@code quick} or {@code full}, {@code docs} or {@code figures}, the folder of the results, names of suites, none for all. */
    public static void main(String[] arguments) throws Exception {
        boolean quick = arguments[0].equals("quick");
        Path out = Files.createDirectories(Path.of(arguments[2]));
        List<String> names = List.of(arguments).subList(3, arguments.length);
        for (String name : names) {
            if (SUITES.stream().noneMatch(suite -> suite.name().equals(name))) {
                System.err.println("twospeed: --only knows no " + name + "; there are "
                        + SUITES.stream().map(Suite::name).collect(Collectors.joining(", ")));
                System.exit(2);
            }
        }
        try {
            Path file = out.resolve("results.json");
            Results results = run(quick, names, file);
            System.out.println("wrote " + file);
            Plots.write(results, out);
            if (arguments[1].equals("docs")) {
                Path docs = Path.of(System.getProperty("twospeed.root"), "docs");
                Tables.write(results, docs.resolve("benchmarks.md"));
                Plots.write(results, Files.createDirectories(docs.resolve("benchmarks")));
            }
            System.exit(0);
        } catch (IOException e) {
            System.err.println("twospeed: " + e.getMessage());
            System.exit(1);
        }
    }

    /** What was measured; written after each suite, so that a run that is ended keeps what it has. */
    private static Results run(boolean quick, List<String> names, Path file) throws Exception {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        List<Figure> figures = new ArrayList<>();
        Machine machine;
        try (Stand stand = Stand.open(Path.of(System.getProperty("twospeed.root")))) {
            machine =
                    Machine.here(stand.processors().count(), stand.processors().divided());
            Bench bench = quick ? new Bench(stand, 3, 1_000, 4_000, true) : new Bench(stand, 5, 2_000, 8_000, false);
            for (Suite suite : SUITES) {
                if (names.isEmpty() || names.contains(suite.name())) {
                    suite.run(bench, figure -> {
                        figures.add(figure);
                        print(figure);
                    });
                    new Results(now, quick, machine, figures).write(file);
                }
            }
        }
        return new Results(now, quick, machine, figures);
    }

    private static void print(Figure figure) {
        String bound = figure.roofline() == null
                ? ""
                : "  %.2f of %s"
                        .formatted(figure.roofline().ratio(), figure.roofline().name());
        System.out.printf(
                "%s  %s %s: %.4g %s (%.4g to %.4g)%s%n",
                figure.suite(),
                figure.name(),
                figure.parameters().values(),
                figure.value(),
                figure.unit(),
                figure.least(),
                figure.most(),
                bound);
    }
}
