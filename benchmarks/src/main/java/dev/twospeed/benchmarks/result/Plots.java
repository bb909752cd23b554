package dev.twospeed.benchmarks.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Figures over the size they were measured at, as SVG. */
public final class Plots {
    private Plots() {}

    /** Draws what there are enough figures for, into files of a folder. */
    public static void write(Results results, Path folder) throws IOException {
        draw(
                results,
                "transform",
                "records",
                "items",
                "records a second, batches of 500",
                folder.resolve("transform.svg"));
        draw(
                results,
                "transform",
                "p99 of 100 records",
                "items",
                "p99 of a batch of 100, milliseconds",
                folder.resolve("transform-p99.svg"));
        draw(results, "recall", "recall@10 of the index", "ef_search", "recall@10", folder.resolve("recall.svg"));
    }

    private static void draw(Results results, String suite, String name, String over, String title, Path file)
            throws IOException {
        Map<String, Map<Double, Double>> lines = new TreeMap<>();
        for (Figure figure : results.figures()) {
            if (figure.suite().equals(suite) && figure.name().equals(name)) {
                lines.computeIfAbsent(label(figure, over), unused -> new TreeMap<>())
                        .put(((Number) figure.parameters().get(over)).doubleValue(), figure.value());
            }
        }
        // A line needs two points.
        lines.values().removeIf(points -> points.size() < 2);
        if (lines.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(480)
                .title(title)
                .xAxisTitle(over)
                .yAxisTitle("")
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setYAxisMin(0.0);
        lines.forEach((label, points) -> {
            List<Double> x = new ArrayList<>(points.keySet());
            List<Double> y = new ArrayList<>(points.values());
            chart.addSeries(label, x, y);
        });
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }

    private static String label(Figure figure, String over) {
        StringBuilder label = new StringBuilder();
        figure.parameters().forEach((key, value) -> {
            if (!key.equals(over)) {
                label.append(label.isEmpty() ? "" : ", ").append(value instanceof Number ? key + " " + value : value);
            }
        });
        return label.toString();
    }
}
