package dev.twospeed.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.cloud.SampleSource;
import dev.twospeed.local.cloud.Stack;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Fill the sample source database with a made-up shop; not in production.",
        footer = {"  ./twospeed seed --env dev", "  ./twospeed seed --customers 2000 --products 500 --seed 11 --replace"
        })
final class SeedCommand implements Callable<Integer> {
    /** As the foundation refuses a sample source; said here too, before anything is opened. */
    private static final Pattern PRODUCTION = Pattern.compile("prod(uction)?([^a-z].*)?");

    @Option(names = "--customers", paramLabel = "N", defaultValue = "1000", description = "Customers of the shop.")
    int customers;

    @Option(names = "--products", paramLabel = "N", defaultValue = "300", description = "Products of the shop.")
    int products;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "7", description = "The same seed, the same shop.")
    long seed;

    @Option(names = "--replace", description = "Put it in place of another sample shop; of anything else never.")
    boolean replace;

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (PRODUCTION.matcher(environment.name).matches()) {
            throw new UserError("The environment " + environment.name + " is production, whose shop is a real one:"
                    + " made-up customers are for other environments");
        }
        try (var opened = environment.open();
                var lambda = opened.clients().lambda()) {
            var function = opened.outputs(Stack.FOUNDATION).text("seedFunctionName");
            if (function.isEmpty()) {
                throw new UserError("The environment " + environment.name + " has no sample source to fill: set"
                        + " twospeed:sampleSource to true in Pulumi." + environment.name
                        + ".yaml and run ./twospeed up foundation --env " + environment.name);
            }
            var answer = new SampleSource(lambda, function).seed(customers, products, seed, replace);
            if (json) {
                Main.printJson(spec, answer);
            } else {
                print(answer, spec.commandLine().getOut());
            }
        }
        return 0;
    }

    /** Prints the function's answer as a line. */
    static void print(JsonNode answer, PrintWriter out) {
        out.printf(
                "%s: %d customers, %d products, %d orders with %d lines%n",
                answer.path("status").asText(),
                answer.path("customers").asInt(),
                answer.path("products").asInt(),
                answer.path("orders").asInt(),
                answer.path("order_lines").asInt());
    }
}
