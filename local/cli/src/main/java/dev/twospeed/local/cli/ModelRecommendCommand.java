package dev.twospeed.local.cli;

import dev.twospeed.local.model.RecommendationFile;
import dev.twospeed.recommender.serve.Selection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "recommend",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Recommend for the histories of a CSV file, columns customer and product, with a trained model.",
        footer = {
            "  ./twospeed model recommend --model model --histories histories.csv --out lists.csv",
            "  ./twospeed model recommend --model model --histories histories.csv --customers customers.csv --k 10 --out lists.csv"
        })
final class ModelRecommendCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The folder model train wrote.")
    Path model;

    @Option(names = "--histories", required = true, paramLabel = "FILE", description = "Who has what.")
    Path histories;

    @Option(
            names = "--customers",
            paramLabel = "FILE",
            description =
                    "Columns customer, country, credit_limit; those without history are answered from these alone.")
    @Nullable
    Path customers;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "customer,rank,product,score.")
    Path out;

    @Option(names = "--k", paramLabel = "N", defaultValue = "20", description = "Products a customer.")
    int k;

    @Option(names = "--include-seen", description = "Recommend products of the history too.")
    boolean includeSeen;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (k < 1) {
            throw new UserError("--k is " + k + ": give a number from 1");
        }
        var recommender = RecommendationFile.open(model);
        RecommendationFile.Answered answered;
        try (var progress = Progress.of(spec, "customers")) {
            answered = recommender.write(histories, customers, out, new Selection(k, !includeSeen), progress);
        }
        spec.commandLine()
                .getErr()
                .printf("%s: %d customers%s%n", out, answered.customers(), unknown(answered.unknownProducts()));
        return 0;
    }

    private static String unknown(long products) {
        return products == 0 ? "" : ", " + products + " rows of histories name products that the model does not know";
    }
}
