package dev.twospeed.benchmarks.suite;

import dev.twospeed.benchmarks.result.Figure;
import dev.twospeed.benchmarks.result.Rounds;
import dev.twospeed.benchmarks.stand.Function;
import dev.twospeed.benchmarks.stand.Jvm;
import dev.twospeed.benchmarks.stand.Measured;
import dev.twospeed.benchmarks.stand.Shop;
import dev.twospeed.benchmarks.stand.SyntheticModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The whole transform function: records a second in batches of 500, and how long batches of 100 take, through SQL and from memory, each
 * beside the part that bounds it.
 */
public final class TransformSuite implements Suite {
    private static final int LARGE = 500;
    private static final int SMALL = 100;
    private static final int BAR_ITEMS = 1_000;
    private static final int BAR_RANK = 64;

    @Override
    public String name() {
        return "transform";
    }

    @Override
    public void run(Bench bench, Consumer<Figure> figures) throws Exception {
        int[] sizes = bench.quick() ? new int[] {BAR_ITEMS} : new int[] {300, BAR_ITEMS, 3_000, 30_000};
        int[] ranks = bench.quick() ? new int[] {BAR_RANK} : new int[] {32, BAR_RANK, 128};
        for (int items : sizes) {
            for (int rank : ranks) {
                Shop shop = bench.stand()
                        .shop(new SyntheticModel(items, 1_000, rank))
                        .loaded();
                Path batches = shop.batches(SMALL, LARGE);
                for (Jvm jvm : Jvm.values()) {
                    measure(bench, shop, batches, jvm, figures);
                }
            }
        }
    }

    private void measure(Bench bench, Shop shop, Path batches, Jvm jvm, Consumer<Figure> figures) throws IOException {
        Map<String, String> inMemory = shop.variables();
        inMemory.put("ITEMS_IN_MEMORY", String.valueOf(shop.model().items()));
        List<Function> opened = new ArrayList<>();
        try {
            Function memory = open(bench, "transform", batches, inMemory, jvm, opened);
            Function sql = open(bench, "transform", batches, shop.variables(), jvm, opened);
            Function sqlAlone = open(bench, "sql", batches, shop.variables(), jvm, opened);
            Function codec = open(bench, "codec", batches, shop.variables(), jvm, opened);
            Rounds[] rounds = new Rounds[7];
            for (int i = 0; i < rounds.length; i++) {
                rounds[i] = new Rounds();
            }
            for (int round = 0; round < bench.rounds(); round++) {
                double codecAlone =
                        codec.closed(LARGE, bench.milliseconds() / 2).perSecond();
                Measured fast = memory.closed(LARGE, bench.milliseconds());
                rounds[0].add(fast.perSecond(), codecAlone);
                rounds[1].add(fast.perProcessorSecond());
                Measured alone = sqlAlone.closed(LARGE, bench.milliseconds());
                rounds[2].add(sql.closed(LARGE, bench.milliseconds()).perSecond(), alone.perSecond());
                Measured smallFast = memory.closed(SMALL, bench.milliseconds());
                rounds[3].add(smallFast.p50());
                rounds[4].add(smallFast.p99());
                Measured smallAlone = sqlAlone.closed(SMALL, bench.milliseconds());
                Measured small = sql.closed(SMALL, bench.milliseconds());
                rounds[5].add(small.p50(), smallAlone.p50());
                rounds[6].add(small.p99(), smallAlone.p99());
            }
            Map<String, Object> memoryIs = parameters(shop, "memory", jvm);
            Map<String, Object> sqlIs = parameters(shop, "sql", jvm);
            figures.accept(rounds[0].figure(name(), "records", memoryIs, "1/s", "codec alone"));
            figures.accept(rounds[1].figure(name(), "records of own processor time", memoryIs, "1/s"));
            figures.accept(rounds[2].figure(name(), "records", sqlIs, "1/s", "the same SQL alone"));
            figures.accept(rounds[3].figure(name(), "p50 of 100 records", memoryIs, "ms"));
            figures.accept(rounds[4].figure(name(), "p99 of 100 records", memoryIs, "ms"));
            figures.accept(rounds[5].figure(name(), "p50 of 100 records", sqlIs, "ms", "the same SQL alone"));
            figures.accept(rounds[6].figure(name(), "p99 of 100 records", sqlIs, "ms", "the same SQL alone"));
        } finally {
            opened.forEach(Function::close);
        }
    }

    private static Function open(
            Bench bench, String work, Path batches, Map<String, String> variables, Jvm jvm, List<Function> opened)
            throws IOException {
        Function function = bench.stand().function(work, batches, variables, jvm);
        opened.add(function);
        function.closed(LARGE, bench.warmUp());
        function.closed(SMALL, bench.warmUp() / 4);
        return function;
    }

    private static Map<String, Object> parameters(Shop shop, String through, Jvm jvm) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("through", through);
        parameters.put("items", shop.model().items());
        parameters.put("rank", shop.model().rank());
        parameters.put("compiler", jvm.label());
        return parameters;
    }
}
