package dev.twospeed.benchmarks.suite;

import dev.twospeed.benchmarks.result.Figure;
import dev.twospeed.benchmarks.result.Rounds;
import dev.twospeed.benchmarks.stand.Function;
import dev.twospeed.benchmarks.stand.Jvm;
import dev.twospeed.benchmarks.stand.Measured;
import dev.twospeed.benchmarks.stand.Shop;
import dev.twospeed.benchmarks.stand.SyntheticModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code GET /items_from_user} at 50 requests a second, from the time a request was due: one that waits because others were slow counts as
 * slow too.
 */
public final class InferenceSuite implements Suite {
    private static final int PER_SECOND = 50;

    @Override
    public String name() {
        return "inference";
    }

    @Override
    public void run(Bench bench, Consumer<Figure> figures) throws Exception {
        int[] sizes = bench.quick() ? new int[] {1_000} : new int[] {300, 1_000, 3_000, 30_000};
        for (int items : sizes) {
            Shop shop =
                    bench.stand().shop(new SyntheticModel(items, 10_000, 64)).loaded();
            Path requests = shop.requests(500);
            try (Function function = bench.stand().function("inference", requests, shop.variables(), Jvm.LAMBDA);
                    Function alone = bench.stand().function("user-sql", requests, shop.variables(), Jvm.LAMBDA)) {
                function.closed(1, bench.warmUp());
                alone.closed(1, bench.warmUp() / 2);
                Rounds p50 = new Rounds();
                Rounds p99 = new Rounds();
                for (int round = 0; round < bench.rounds(); round++) {
                    Measured sql = alone.open(PER_SECOND, 3 * bench.milliseconds());
                    Measured whole = function.open(PER_SECOND, 3 * bench.milliseconds());
                    p50.add(whole.p50(), sql.p50());
                    p99.add(whole.p99(), sql.p99());
                }
                Map<String, Object> parameters = new LinkedHashMap<>();
                parameters.put("items", items);
                parameters.put("rank", 64);
                parameters.put("compiler", Jvm.LAMBDA.label());
                figures.accept(
                        p50.figure(name(), "p50 of GET /items_from_user", parameters, "ms", "the same SQL alone"));
                figures.accept(
                        p99.figure(name(), "p99 of GET /items_from_user", parameters, "ms", "the same SQL alone"));
            }
        }
    }
}
