package dev.twospeed.local.cli;

import dev.twospeed.local.glue.LocalSparkJob;
import dev.twospeed.recommender.model.Manifest;
import dev.twospeed.recommender.table.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Train a model on the interactions of a CSV file, gzipped or not.",
            "Columns: customer, product and optionally quantity, timestamp, country, credit_limit; others are ignored.",
            "What is not given is chosen on interactions held out, the last ones if there are timestamps."
        },
        footer = {
            "  ./twospeed model train --interactions orders.csv.gz --out model",
            "  ./twospeed model train --interactions orders.csv.gz --out model --rank 32 --seed 11"
        })
final class ModelTrainCommand implements Callable<Integer> {
    private static final String MAIN_CLASS = "dev.twospeed.glue.ModelTraining";

    @Option(names = "--interactions", required = true, paramLabel = "FILE", description = "Who bought what.")
    Path interactions;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the model goes.")
    Path out;

    @Option(names = "--rank", paramLabel = "N", defaultValue = "64", description = "Numbers an embedding has.")
    int rank;

    @Option(names = "--iterations", paramLabel = "N", description = "How often customers and products are solved for.")
    @Nullable
    Integer iterations;

    @Option(names = "--regularization", paramLabel = "X", description = "How much is needed to be believed.")
    @Nullable
    Double regularization;

    @Option(names = "--blend-weight", paramLabel = "X", description = "Weight of similar products beside embeddings.")
    @Nullable
    Double blendWeight;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "The same data and seed, the same model.")
    int seed;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        check();
        var arguments = new ArrayList<String>();
        add(arguments, "--interactions", interactions.toAbsolutePath());
        add(arguments, "--out", out.toAbsolutePath());
        add(arguments, "--rank", rank);
        add(arguments, "--seed", seed);
        add(arguments, "--iterations", iterations);
        add(arguments, "--regularization", regularization);
        add(arguments, "--blend-weight", blendWeight);
        try (var progress = Progress.of(spec, "fits")) {
            var told = new TrainingLog(progress, spec.commandLine().getErr());
            return new LocalSparkJob(Main.root()).run(MAIN_CLASS, arguments, told) == 0 ? 0 : 1;
        }
    }

    /** Says what is wrong before Spark starts. */
    private void check() throws IOException {
        inBounds("--rank", rank, 1, Manifest.MAX_RANK);
        inBounds("--seed", seed, 0, Integer.MAX_VALUE);
        inBounds("--iterations", iterations, 1, 1_000);
        inBounds("--regularization", regularization, 1e-9, 1e6);
        inBounds("--blend-weight", blendWeight, 0, 1e6);
        try (var table = CsvTable.open(interactions)) {
            table.column("customer");
            table.column("product");
        }
    }

    private static void inBounds(String option, @Nullable Number given, double least, double most) {
        if (given != null && !(given.doubleValue() >= least && given.doubleValue() <= most)) {
            throw new UserError(option + " is " + given + ": give a number from " + text(least) + " to " + text(most));
        }
    }

    private static String text(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static void add(List<String> arguments, String name, @Nullable Object value) {
        if (value != null) {
            arguments.addAll(List.of(name, value.toString()));
        }
    }
}
