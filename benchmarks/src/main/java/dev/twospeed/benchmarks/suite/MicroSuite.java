package dev.twospeed.benchmarks.suite;

import dev.twospeed.benchmarks.micro.Cost;
import dev.twospeed.benchmarks.result.Figure;
import dev.twospeed.benchmarks.stand.Jvm;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Fold-in, ranking and codec alone, on one core, as times of one session, event or record. */
public final class MicroSuite implements Suite {
    private static final String PACKAGE = "dev\\.twospeed\\.benchmarks\\.micro\\..*";

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public void run(Bench bench, Consumer<Figure> figures) throws RunnerException {
        for (Jvm jvm : Jvm.values()) {
            ChainedOptionsBuilder options = once(TimeValue.milliseconds(bench.milliseconds()))
                    .forks(1)
                    .jvmArgs(jvm.options().get(0), "-XX:+UseSerialGC", "-Xmx1g")
                    .measurementIterations(bench.rounds())
                    .warmupIterations(2);
            if (bench.quick()) {
                options.param("rank", "64").param("items", "1000");
            }
            report(new Runner(options.build()).run(), jvm.label(), figures);
        }
    }

    /** All of them, each for this long, once, in this process. */
    static ChainedOptionsBuilder once(TimeValue time) {
        return new OptionsBuilder()
                .include(PACKAGE)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .shouldDoGC(false)
                .forks(0)
                .warmupIterations(0)
                .warmupTime(time)
                .measurementIterations(1)
                .measurementTime(time);
    }

    /** Hands on what JMH measured, beside what the machine's own figures among it allow. */
    static void report(Collection<RunResult> results, String compiler, Consumer<Figure> figures) {
        Map<String, Double> machine = new LinkedHashMap<>();
        for (RunResult result : results) {
            machine.put(
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getScore());
        }
        for (RunResult result : results) {
            var primary = result.getPrimaryResult();
            Map<String, Object> parameters = new LinkedHashMap<>();
            for (String key : result.getParams().getParamsKeys()) {
                parameters.put(key, Integer.valueOf(result.getParams().getParam(key)));
            }
            parameters.put("compiler", compiler);
            double[] rounds = result.getAggregatedResult().getIterationResults().stream()
                    .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                    .sorted()
                    .toArray();
            double median = rounds[rounds.length / 2];
            figures.accept(new Figure(
                    "micro",
                    primary.getLabel(),
                    parameters,
                    "µs",
                    median,
                    rounds[0],
                    Arrays.stream(rounds).max().orElse(median),
                    rounds.length,
                    Cost.roofline(primary.getLabel(), parameters, machine, median)));
        }
    }
}
