package dev.twospeed.benchmarks.micro;

import dev.twospeed.benchmarks.result.Figure.Roofline;
import dev.twospeed.benchmarks.stand.SyntheticModel;
import dev.twospeed.recommender.serve.History;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much there is to do in each benchmark, and so how long it must take on this machine at least. */
public final class Cost {
    private Cost() {}

    /**
     * The least time of a benchmark by what {@link MachineBenchmark} reached under the same compiler; null where nothing bounds it.
     *
     * @param machine microseconds of all benchmarks, by name
     * @param microseconds that it took
     */
    public static @Nullable Roofline roofline(
            String benchmark, Map<String, Object> parameters, Map<String, Double> machine, double microseconds) {
        Double arithmetic = machine.get("multiplyAdd");
        Double stream = machine.get("triad");
        if (arithmetic == null || stream == null) {
            return null;
        }
        double operations = 8.0 * MachineBenchmark.ROW / arithmetic;
        double bytes = 24.0 * MachineBenchmark.STREAM / stream;
        return switch (benchmark) {
            case "foldIn" -> bound("multiply and add", foldIn((int) parameters.get("rank")) / operations, microseconds);
            case "rank" -> {
                double numbers = (double) (int) parameters.get("items") * (int) parameters.get("rank");
                yield bound("multiply and add", 2 * numbers / operations, microseconds);
            }
            case "parse" -> bound("memory bandwidth", new CodecBenchmark().eventBytes() / bytes, microseconds);
            case "encode" -> bound("memory bandwidth", new CodecBenchmark().recordBytes() / bytes, microseconds);
            default -> null;
        };
    }

    private static Roofline bound(String name, double least, double microseconds) {
        // Times: the ratio is of speeds, so that 1 is the best for all figures alike.
        return new Roofline(name, least, least / microseconds);
    }

    /**
     * Operations of a fold-in: prior and answer turned into the basis and out of it, each item's row solved with, inner products between
     * the items and with the prior, and the upper half of the blend's quadratic form.
     */
    private static double foldIn(int rank) {
        double history = FoldInBenchmark.histories(new SyntheticModel(FoldInBenchmark.ITEMS, 1, rank)).stream()
                .mapToInt((History each) -> each.items().length)
                .average()
                .orElse(0);
        double square = (double) rank * rank;
        return 2 * 2 * square + 6 * history * rank + history * history * rank + square;
    }
}
