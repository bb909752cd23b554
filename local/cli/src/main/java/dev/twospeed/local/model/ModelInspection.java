package dev.twospeed.local.model;

import dev.twospeed.recommender.model.ArtifactFiles;
import dev.twospeed.recommender.model.Manifest;
import dev.twospeed.recommender.model.ModelFolder;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.model.ServingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is in a model.
 *
 * @param neighbours entries of the table of similar products
 * @param bytes size of all files but the manifest
 * @param metrics what was measured on held-out data, by name, with intervals where there are some
 * @param norms lengths of the products' embeddings
 * @param products the most popular ones, each with those most similar to it
 */
public record ModelInspection(
        String version,
        String snapshot,
        int schemaVersion,
        int rank,
        int items,
        int users,
        int neighbours,
        long bytes,
        SortedMap<String, Double> hyperparameters,
        SortedMap<String, Metric> metrics,
        Norms norms,
        List<Similar> products) {
    private static final String LOW = "_low";
    private static final String HIGH = "_high";
    private static final int MOST_SIMILAR = 3;

    /** A measure with its 95 % interval; both ends are the mean where none was measured. */
    public record Metric(double mean, double low, double high) {}

    /** How lengths are distributed. */
    public record Norms(double least, double tenth, double median, double ninetieth, double greatest) {}

    /** A product with the codes of those most similar to it, best first, and their weights. */
    public record Similar(String product, double popularity, Map<String, Float> similar) {}

    /**
     * Looks into a folder that model train wrote.
     *
     * @param products how many products to show
     * @throws IOException that names the folder if it holds no model, or the file that is wrong
     */
    public static ModelInspection of(Path folder, int products) throws IOException {
        if (!Files.exists(folder.resolve(ArtifactFiles.MANIFEST))) {
            throw new IOException(folder + " holds no model: " + ArtifactFiles.MANIFEST
                    + " is missing; give a folder that model train wrote");
        }
        var reader = ModelReader.open(new ModelFolder(folder));
        var manifest = reader.manifest();
        var model = reader.readServingModel();
        return new ModelInspection(
                manifest.version(),
                manifest.snapshot(),
                manifest.schemaVersion(),
                manifest.rank(),
                manifest.items(),
                manifest.users(),
                manifest.neighbours(),
                manifest.files().values().stream()
                        .mapToLong(Manifest.FileEntry::bytes)
                        .sum(),
                manifest.hyperparameters(),
                metrics(manifest.metrics()),
                norms(model),
                popular(model, products));
    }

    private static SortedMap<String, Metric> metrics(SortedMap<String, Double> all) {
        var metrics = new TreeMap<String, Metric>();
        all.forEach((name, mean) -> {
            if (!name.endsWith(LOW) && !name.endsWith(HIGH)) {
                metrics.put(
                        name,
                        new Metric(mean, all.getOrDefault(name + LOW, mean), all.getOrDefault(name + HIGH, mean)));
            }
        });
        return metrics;
    }

    private static Norms norms(ServingModel model) {
        var lengths = new double[model.factors().rows()];
        for (var row = 0; row < lengths.length; row++) {
            var sum = 0.0;
            for (var value : model.factors().row(row)) {
                sum += (double) value * value;
            }
            lengths[row] = Math.sqrt(sum);
        }
        Arrays.sort(lengths);
        return new Norms(at(lengths, 0), at(lengths, .1), at(lengths, .5), at(lengths, .9), at(lengths, 1));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static List<Similar> popular(ServingModel model, int count) {
        var products = model.products();
        return IntStream.range(0, products.size())
                .boxed()
                .sorted(Comparator.comparing(
                                (Integer item) -> -products.get(item).popularity())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .map(item -> new Similar(
                        products.get(item).code(), products.get(item).popularity(), similar(model, item)))
                .toList();
    }

    private static Map<String, Float> similar(ServingModel model, int item) {
        var found = new ArrayList<Map.Entry<String, Float>>();
        model.neighbours()
                .forEach(
                        item,
                        (other, weight) ->
                                found.add(Map.entry(model.products().get(other).code(), weight)));
        found.sort(Map.Entry.<String, Float>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        var best = new LinkedHashMap<String, Float>();
        found.stream().limit(MOST_SIMILAR).forEach(entry -> best.put(entry.getKey(), entry.getValue()));
        return best;
    }
}
