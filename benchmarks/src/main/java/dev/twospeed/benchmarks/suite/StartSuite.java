package dev.twospeed.benchmarks.suite;

import dev.twospeed.benchmarks.result.Figure;
import dev.twospeed.benchmarks.result.Rounds;
import dev.twospeed.benchmarks.stand.Function;
import dev.twospeed.benchmarks.stand.Jvm;
import dev.twospeed.benchmarks.stand.Shop;
import dev.twospeed.benchmarks.stand.SyntheticModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The cold path of the transform function: from the start of the JVM to the first batch answered, and, for a function whose snapshot is
 * restored, from there to the first batch with and without what is done before the snapshot.
 */
public final class StartSuite implements Suite {
    private static final int BATCH = 100;

    /**
     * How long S3 may take for an answer: at hand, and as
     * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html">AWS says at best</a> of small objects.
     */
    private static final int[] S3_MILLISECONDS = {0, 100};

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Bench bench, Consumer<Figure> figures) throws Exception {
        Shop shop = bench.stand().shop(new SyntheticModel(1_000, 1_000, 64)).loaded();
        Path batches = shop.batches(BATCH);
        for (Jvm jvm : Jvm.values()) {
            for (String through : new String[] {"sql", "memory"}) {
                Map<String, String> variables = shop.variables();
                variables.put("ITEMS_IN_MEMORY", through.equals("sql") ? "0" : "1000");
                for (int milliseconds : S3_MILLISECONDS) {
                    Map<String, Object> parameters = new LinkedHashMap<>();
                    parameters.put("through", through);
                    parameters.put("items", 1_000);
                    parameters.put("rank", 64);
                    parameters.put("s3_milliseconds", milliseconds);
                    parameters.put("compiler", jvm.label());
                    bench.stand().delayS3(Duration.ofMillis(milliseconds));
                    measure(bench, jvm, variables, batches, parameters, figures);
                }
            }
        }
    }

    private void measure(
            Bench bench,
            Jvm jvm,
            Map<String, String> variables,
            Path batches,
            Map<String, Object> parameters,
            Consumer<Figure> figures)
            throws Exception {
        Map<String, String> fromSnapshot = new HashMap<>(variables);
        fromSnapshot.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        Rounds whole = new Rounds();
        Rounds plain = new Rounds();
        Rounds primed = new Rounds();
        Rounds hooks = new Rounds();
        for (int round = -1; round < 2 * bench.rounds(); round++) {
            long start = System.nanoTime();
            try (Function function = bench.stand().function("transform", batches, variables, jvm)) {
                double first = function.first(BATCH).seconds();
                double all = (System.nanoTime() - start) / 1e9;
                // Had the first one been answered without the database, so would be the next.
                function.checked(BATCH, 1);
                try (Function restored = bench.stand().function("transform", batches, fromSnapshot, jvm)) {
                    double hook = restored.prime().seconds();
                    double afterwards = hook + restored.first(BATCH).seconds();
                    // The first round fills the file system's cache.
                    if (round >= 0) {
                        whole.add(all);
                        plain.add(first);
                        primed.add(afterwards);
                        hooks.add(hook);
                    }
                }
            }
        }
        figures.accept(whole.figure(name(), "JVM start to the first batch", parameters, "s"));
        figures.accept(plain.figure(name(), "restored to the first batch, unprimed", parameters, "s"));
        figures.accept(primed.figure(name(), "restored to the first batch, primed", parameters, "s"));
        figures.accept(hooks.figure(name(), "of it, until the model is there", parameters, "s"));
    }
}
