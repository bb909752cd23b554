package dev.twospeed.benchmarks.suite;

import dev.twospeed.benchmarks.result.Figure;
import dev.twospeed.benchmarks.result.Rounds;
import dev.twospeed.benchmarks.stand.Function;
import dev.twospeed.benchmarks.stand.Jvm;
import dev.twospeed.benchmarks.stand.Shop;
import dev.twospeed.benchmarks.stand.SyntheticModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How long the loader function takes for the largest model that it does not leave to the Glue job, once, index included, beside the 15
 * minutes that Lambda gives it. Not with {@code --quick}: the model is written twice and loaded once, of 3 million embeddings.
 */
public final class LargestLoadSuite implements Suite {
    /** The defaults of the loader's limits. */
    private static final int ITEMS = 200_000;

    private static final int CUSTOMERS = 2_800_000;
    private static final int RANK = 64;
    private static final int SECONDS_OF_LAMBDA = 900;

    @Override
    public String name() {
        return "largest";
    }

    @Override
    public void run(Bench bench, Consumer<Figure> figures) throws Exception {
        if (bench.quick()) {
            return;
        }
        Shop shop = bench.stand().shop(new SyntheticModel(ITEMS, CUSTOMERS, RANK));
        Path load = shop.versions(1);
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("items", ITEMS);
        parameters.put("customers", CUSTOMERS);
        parameters.put("rank", RANK);
        parameters.put("compiler", Jvm.OPTIMIZING.label());
        try (Function loader = bench.stand().function("load", load, shop.loaderVariables(), Jvm.OPTIMIZING)) {
            Rounds seconds = new Rounds();
            seconds.add(loader.first(1).seconds(), SECONDS_OF_LAMBDA);
            figures.accept(seconds.figure(
                    name(), "largest model of the loader function", parameters, "s", "Lambda's 15 minutes"));
        }
    }
}
