package dev.twospeed.local.cli;

import dev.twospeed.local.demo.Demo;
import dev.twospeed.local.demo.Trial;
import dev.twospeed.local.report.HtmlReport;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        description = "Run the whole pipeline on this machine and show what it recommends.",
        footer = {
            "  ./twospeed demo",
            "  ./twospeed demo --sessions 500 --report /tmp/report.html",
            "  ./twospeed demo --orders orders.csv.gz",
            "  ./twospeed demo --mysql mysql://reader@db.example:3306/shop"
        })
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

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var result = demo(progress()).run();
        var file = Main.root().resolve(report);
        HtmlReport.write(result.report(), file);
        if (json) {
            var answer = new LinkedHashMap<String, Object>(result.facts());
            answer.put("good", result.good());
            answer.put("report", file.toString());
            Main.printJson(spec, answer);
        } else {
            result.print(System.out);
            System.out.printf("%n  report: %s%n", file);
        }
        if (!result.good()) {
            throw new UserError("The demo did not reach its goal: every record has to come back, and the model has to"
                    + " recall more than popularity");
        }
        return 0;
    }

    /** The table of steps is what people want to see, and nothing for programs. */
    private PrintStream progress() {
        if (Main.isQuiet(spec)) {
            return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        }
        return json ? System.err : System.out;
    }

    private Demo demo(PrintStream out) throws Exception {
        atLeast("--sessions", sessions, 1);
        if (own.orders == null && own.mysql == null) {
            atLeast("--customers", customers, 50);
            atLeast("--products", products, 30);
            return new Demo(Main.root(), new Trial(customers, products, seed, sessions), out);
        }
        for (var option : List.of("--customers", "--products", "--seed")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new UserError(option + " is for a made-up shop: leave it out beside orders of your own");
            }
        }
        return new Demo(Main.root(), own.read(), sessions, out);
    }

    private static void atLeast(String option, int value, int minimum) {
        if (value < minimum) {
            throw new UserError(option + " is " + value + "; allowed: " + minimum + " or more");
        }
    }
}
