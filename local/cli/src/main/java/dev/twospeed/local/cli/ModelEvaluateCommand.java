package dev.twospeed.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.model.EvaluationFiles;
import dev.twospeed.local.model.EvaluationFiles.Measured;
import dev.twospeed.recommender.evaluate.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Measure recommendations against what was really bought.",
        footer = {
            "  ./twospeed model evaluate --recommendations lists.csv --truth truth.csv",
            "  ./twospeed model evaluate --recommendations lists.csv --truth truth.csv --k 10 --json"
        })
final class ModelEvaluateCommand implements Callable<Integer> {
    @Option(names = "--recommendations", required = true, paramLabel = "FILE", description = "customer,rank,product.")
    Path recommendations;

    @Option(names = "--truth", required = true, paramLabel = "FILE", description = "customer,product.")
    Path truth;

    @Option(names = "--k", paramLabel = "N", defaultValue = "20", description = "How many of each list count.")
    int k;

    @Option(
            names = "--catalogue-size",
            paramLabel = "N",
            description = "Products of which coverage is a share; if not given, those that either file names.")
    @Nullable
    Integer catalogueSize;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (k < 1) {
            throw new UserError("--k is " + k + ": give a number from 1");
        }
        var size = catalogueSize == null ? OptionalInt.empty() : OptionalInt.of(catalogueSize);
        Measured measured;
        try (var progress = Progress.of(spec, "customers")) {
            measured = EvaluationFiles.measure(recommendations, truth, k, size, progress);
        }
        print(measured, spec.commandLine().getOut());
        return 0;
    }

    private void print(Measured measured, PrintWriter out) throws IOException {
        var evaluation = measured.evaluation();
        if (json) {
            var mapper = new ObjectMapper();
            var node = mapper.createObjectNode().put("k", evaluation.k()).put("customers", evaluation.lists());
            put(node, "recall", evaluation.recall());
            put(node, "ndcg", evaluation.ndcg());
            put(node, "hit_rate", evaluation.hitRate());
            node.put("coverage", evaluation.coverage());
            node.put("customers_without_recommendations", measured.withoutRecommendations());
            node.put("customers_without_truth", measured.withoutTruth());
            out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(node));
            return;
        }
        out.printf("  %-12s %8s   %s%n", "at " + evaluation.k(), "mean", "95 % interval");
        print(out, "recall", evaluation.recall());
        print(out, "NDCG", evaluation.ndcg());
        print(out, "hit rate", evaluation.hitRate());
        out.printf(Locale.ROOT, "  %-12s %8.4f%n", "coverage", evaluation.coverage());
        out.printf(
                "  %d customers; %d of them without recommendations, %d others without truth%n",
                evaluation.lists(), measured.withoutRecommendations(), measured.withoutTruth());
    }

    private static void put(ObjectNode node, String name, Interval interval) {
        node.putObject(name)
                .put("mean", interval.mean())
                .put("low", interval.low())
                .put("high", interval.high());
    }

    private static void print(PrintWriter out, String name, Interval interval) {
        out.printf(
                Locale.ROOT, "  %-12s %8.4f   %.4f to %.4f%n", name, interval.mean(), interval.low(), interval.high());
    }
}
