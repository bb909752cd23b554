package dev.twospeed.local.cli;

import dev.twospeed.local.demo.Demo;
import dev.twospeed.local.demo.Trial;
import dev.twospeed.local.report.HtmlReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    @Option(names = "--report", paramLabel = "FILE", defaultValue = "report.html", description = "Where to write it.")
    Path report;

    @Override
    public Integer call() throws Exception {
        atLeast("--customers", customers, 50);
        atLeast("--products", products, 30);
        atLeast("--sessions", sessions, 1);
        var result = new Demo(Main.root(), new Trial(customers, products, seed, sessions), System.out).run();
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

    private static void atLeast(String option, int value, int minimum) {
        if (value < minimum) {
            throw new UserError(option + " is " + value + "; allowed: " + minimum + " or more");
        }
    }
}
