package dev.twospeed.engines;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Measures what the TLS front costs: small queries per second past it and through it.
 *
 * <p>Run by hand, on an idle machine: {@code mvn -pl local/engines test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=dev.twospeed.engines.FrontThroughput}.
 */
final class FrontThroughput {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURE = Duration.ofSeconds(4);

    private FrontThroughput() {}

    @FunctionalInterface
    private interface Connect {
        Connection open() throws SQLException;
    }

    public static void main(String[] arguments) throws Exception {
        try (var rds = Engines.freshPostgres()) {
            try (var owner = rds.connectAsOwner(rds.database());
                    var statement = owner.createStatement()) {
                statement.execute("create extension vector");
                statement.execute("create role reader login; grant rds_iam to reader");
                statement.execute("create table items as select i as id, array_agg(random())::vector as embedding"
                        + " from generate_series(1, 300) i, generate_series(1, 32) d group by i");
                statement.execute("grant select on items to reader");
            }
            var queries = new String[][] {
                {"select 1", "select 1"},
                {
                    "ten of 300",
                    "select id from items order by embedding <#> (select embedding from items where id = 7) limit 10"
                }
            };
            for (var query : queries) {
                for (int clients : new int[] {1, 4}) {
                    Connect direct = () -> rds.instance().server().connect(rds.database(), "reader");
                    Connect front = () -> rds.connect(rds.database(), "reader", rds.token("reader"));
                    var past = rate(direct, query[1], clients);
                    var through = rate(front, query[1], clients);
                    System.out.printf(
                            "%-10s %d clients: past %,.0f/s, through %,.0f/s = %.0f %%%n",
                            query[0], clients, past, through, 100 * through / past);
                }
            }
        }
    }

    private static double rate(Connect connect, String sql, int clients) throws Exception {
        var threads = Executors.newFixedThreadPool(clients);
        try {
            var work = new ArrayList<Callable<Double>>();
            for (int i = 0; i < clients; i++) {
                work.add(() -> one(connect, sql));
            }
            var total = 0.0;
            for (var done : threads.invokeAll(work)) {
                total += done.get();
            }
            return total;
        } finally {
            threads.shutdown();
        }
    }

    private static double one(Connect connect, String sql) throws SQLException {
        try (var connection = connect.open();
                var statement = connection.prepareStatement(sql)) {
            long count = 0;
            var start = System.nanoTime();
            for (var end = start + WARM_UP.toNanos(); System.nanoTime() < end; ) {
                statement.executeQuery().close();
            }
            start = System.nanoTime();
            for (var end = start + MEASURE.toNanos(); System.nanoTime() < end; count++) {
                statement.executeQuery().close();
            }
            return count * 1e9 / (System.nanoTime() - start);
        }
    }
}
