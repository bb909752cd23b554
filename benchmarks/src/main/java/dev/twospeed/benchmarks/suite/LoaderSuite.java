package dev.twospeed.benchmarks.suite;

import dev.twospeed.benchmarks.result.Figure;
import dev.twospeed.benchmarks.result.Rounds;
import dev.twospeed.benchmarks.stand.Function;
import dev.twospeed.benchmarks.stand.Jvm;
import dev.twospeed.benchmarks.stand.Measured;
import dev.twospeed.benchmarks.stand.Shop;
import dev.twospeed.benchmarks.stand.SyntheticModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/**
 * The loader function: embeddings a second from S3 into fresh partitions, all included from the first byte to the switch, beside COPY of the
 * same rows alone; and what readers see of switches.
 */
public final class LoaderSuite implements Suite {
    private static final int ITEMS = 20_000;
    private static final int RANK = 64;
    private static final int BATCH = 100;

    @Override
    public String name() {
        return "loader";
    }

    @Override
    public void run(Bench bench, Consumer<Figure> figures) throws Exception {
        int users = bench.quick() ? 50_000 : 200_000;
        Shop shop = bench.stand().shop(new SyntheticModel(ITEMS, users, RANK)).loaded();
        Path loads = shop.versions(2 * bench.rounds() + 1);
        // The second process begins with the first versions again, which are retired by then.
        for (Jvm jvm : Jvm.values()) {
            Map<String, Object> parameters = new LinkedHashMap<>();
            parameters.put("items", ITEMS);
            parameters.put("customers", users);
            parameters.put("rank", RANK);
            parameters.put("compiler", jvm.label());
            try (Function loader = bench.stand().function("load", loads, shop.loaderVariables(), jvm)) {
                loader.first(1);
                Rounds rows = new Rounds();
                for (int round = 0; round < bench.rounds(); round++) {
                    double copy = (ITEMS + users) / secondsOfCopy(shop);
                    rows.add((ITEMS + users) / loader.first(1).seconds(), copy);
                }
                figures.accept(rows.figure(name(), "embeddings", parameters, "1/s", "COPY of the same rows alone"));
                if (jvm == Jvm.LAMBDA) {
                    readWhileLoading(bench, shop, loader, parameters, figures);
                }
            }
        }
    }

    /** Batches are read without a pause while models are loaded and switched to; a wrong or mixed answer ends the benchmark. */
    private void readWhileLoading(
            Bench bench, Shop shop, Function loader, Map<String, Object> parameters, Consumer<Figure> figures)
            throws IOException {
        Map<String, String> variables = shop.variables();
        variables.put("MODEL_REFRESH_SECONDS", "0");
        Path batches = shop.batches(BATCH);
        try (Function reader = bench.stand().function("transform", batches, variables, Jvm.LAMBDA)) {
            reader.checked(BATCH, bench.warmUp());
            Rounds p99 = new Rounds();
            Rounds read = new Rounds();
            for (int round = 0; round < bench.rounds(); round++) {
                double quiet = reader.checked(BATCH, bench.milliseconds()).p99();
                CompletableFuture<Measured> load = CompletableFuture.supplyAsync(() -> {
                    try {
                        return loader.first(1);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                });
                long records = 0;
                double slowest = 0;
                while (!load.isDone()) {
                    Measured part = reader.checked(BATCH, 200);
                    records += part.records();
                    slowest = Math.max(slowest, part.p99());
                }
                load.join();
                Measured after = reader.checked(BATCH, 200);
                records += after.records();
                slowest = Math.max(slowest, after.p99());
                p99.add(slowest, quiet);
                read.add(records / (double) BATCH);
            }
            figures.accept(
                    read.figure(name(), "batches read during a switch, none wrong or mixed", parameters, "batches"));
            figures.accept(p99.figure(name(), "slowest batch of 100 during a switch", parameters, "ms", "p99 without"));
        }
    }

    /** Takes the rows of the active model out and copies them into tables without index or checks. */
    private static double secondsOfCopy(Shop shop) throws SQLException, IOException {
        String model = shop.fixture().database().ask("select max(model_id) from twospeed.model");
        var database = shop.fixture().database();
        double seconds = 0;
        try (Connection connection = database.postgres().connectAsOwner(database.name());
                Statement statement = connection.createStatement()) {
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : new String[] {"item_embedding", "user_embedding", "item_neighbours"}) {
                String partition = "twospeed." + table + "_" + model;
                var bytes = new ByteArrayOutputStream();
                copies.copyOut("copy " + partition + " to stdout (format binary)", bytes);
                statement.execute("create table copied (like " + partition + ")");
                long start = System.nanoTime();
                copies.copyIn(
                        "copy copied from stdin (format binary)",
                        new ByteArrayInputStream(bytes.toByteArray()),
                        1 << 16);
                seconds += (System.nanoTime() - start) / 1e9;
                statement.execute("drop table copied");
            }
        }
        return seconds;
    }
}
