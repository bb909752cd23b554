package dev.twospeed.benchmarks.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The values of one figure, a round each, and of its roofline in the same rounds. */
public final class Rounds {
    private final List<Double> values = new ArrayList<>();
    private final List<Double> bounds = new ArrayList<>();

    /** Adds a round without a roofline. */
    public void add(double value) {
        values.add(value);
    }

    /** Adds a round with what was possible at best in it. */
    public void add(double value, double bound) {
        values.add(value);
        bounds.add(bound);
    }

    /** The median. */
    public double median() {
        return median(values);
    }

    /** The figure. */
    public Figure figure(String suite, String name, Map<String, Object> parameters, String unit) {
        return figure(suite, name, parameters, unit, "");
    }

    /** The figure beside its roofline, which is left out if no round had one. */
    public Figure figure(String suite, String name, Map<String, Object> parameters, String unit, String rooflineName) {
        double[] sorted = sorted(values);
        Figure.Roofline roofline = null;
        if (!bounds.isEmpty()) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < bounds.size(); i++) {
                ratios.add(values.get(i) / bounds.get(i));
            }
            roofline = new Figure.Roofline(rooflineName, median(bounds), median(ratios));
        }
        return new Figure(
                suite,
                name,
                parameters,
                unit,
                median(values),
                sorted[0],
                sorted[sorted.length - 1],
                sorted.length,
                roofline);
    }

    private static double median(List<Double> values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double[] sorted(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
