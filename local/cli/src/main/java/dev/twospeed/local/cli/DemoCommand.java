package dev.twospeed.local.cli;

import dev.twospeed.local.demo.Demo;
import dev.twospeed.local.demo.Trial;
import dev.twospeed.local.report.HtmlReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Run the whole pipeline on this machine and show what it recommends.")
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--customers", paramLabel = "N", defaultValue = "1000", description = "Customers of the shop.")
    int customers;

    @Option(names = "--products", paramLabel = "N", defaultValue = "300", description = "Products of the shop.")
    int products;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "7", description = "The same seed, the same shop.")
    long seed;

    @Option(names = "--sessions", paramLabel = "N", defaultValue = "2000", description = "Sessions to stream.")
    int sessions;

    @ArgGroup
    OwnOrders own = new OwnOrders();

    @Option(names = "--report", paramLabel = "FILE", defaultValue = "report.html", description = "Where to write it.")
    Path report;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var result = demo().run();
        var file = Main.root().resolve(report);
        HtmlReport.write(result.report(), file);
        result.print(System.out);
        System.out.printf("%n  report: %s%n", file);
        if (!result.good()) {
            throw new UserError("The demo did not reach its goal: every record has to come back, and the model has to"
                    + " recall more than popularity");
        }
        return 0;
    }

    private Demo demo() throws Exception {
        atLeast("--sessions", sessions, 1);
        if (own.orders == null && own.mysql == null) {
            atLeast("--customers", customers, 50);
            atLeast("--products", products, 30);
            return new Demo(Main.root(), new Trial(customers, products, seed, sessions), System.out);
        }
        for (var option : List.of("--customers", "--products", "--seed")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new UserError(option + " is for a made-up shop: leave it out beside orders of your own");
            }
        }
        return new Demo(Main.root(), own.read(), sessions, System.out);
    }

    private static void atLeast(String option, int value, int minimum) {
        if (value < minimum) {
            throw new UserError(option + " is " + value + "; allowed: " + minimum + " or more");
        }
    }
}
