package dev.twospeed.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.twospeed.local.model.ModelInspection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Show what is in a model: sizes, what was chosen and measured, products with similar ones.",
        footer = {
            "  ./twospeed model inspect --model model",
            "  ./twospeed model inspect --model model --products 20 --json"
        })
final class ModelInspectCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The folder model train wrote.")
    Path model;

    @Option(names = "--products", paramLabel = "N", defaultValue = "5", description = "Products to show.")
    int products;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (products < 0) {
            throw new UserError("--products is " + products + ": give a number from 0");
        }
        var inspection = ModelInspection.of(model, products);
        var out = spec.commandLine().getOut();
        if (json) {
            var mapper = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
            out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(inspection));
        } else {
            print(inspection, out);
        }
        return 0;
    }

    private static void print(ModelInspection it, PrintWriter out) {
        out.printf("model %s, trained on %s%n", it.version(), it.snapshot());
        out.printf(
                Locale.ROOT,
                "%d products, %d customers, rank %d, %d entries of similar products, %.1f MB%n",
                it.items(),
                it.users(),
                it.rank(),
                it.neighbours(),
                it.bytes() / 1e6);
        out.println("chosen");
        it.hyperparameters().forEach((name, value) -> out.printf(Locale.ROOT, "  %-32s %10.5f%n", name, value));
        out.println("measured on held-out data, with 95 % intervals");
        it.metrics().forEach((name, metric) -> {
            var interval = metric.low() == metric.high()
                    ? ""
                    : String.format(Locale.ROOT, "   %.4f to %.4f", metric.low(), metric.high());
            out.printf(Locale.ROOT, "  %-32s %10.4f%s%n", name, metric.mean(), interval);
        });
        var norms = it.norms();
        out.printf(
                Locale.ROOT,
                "lengths of the products' embeddings%n  least %.3f, 10 %% below %.3f, median %.3f, 90 %% below %.3f,"
                        + " greatest %.3f%n",
                norms.least(),
                norms.tenth(),
                norms.median(),
                norms.ninetieth(),
                norms.greatest());
        if (!it.products().isEmpty()) {
            out.println("the most popular products, with those most similar");
        }
        for (var product : it.products()) {
            var similar = product.similar().entrySet().stream()
                    .map(entry -> String.format(Locale.ROOT, "%s (%.3f)", entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", "));
            out.printf("  %-30s %s%n", product.product(), similar);
        }
    }
}
