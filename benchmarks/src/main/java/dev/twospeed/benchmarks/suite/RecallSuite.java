package dev.twospeed.benchmarks.suite;

import dev.twospeed.benchmarks.result.Figure;
import dev.twospeed.benchmarks.result.Rounds;
import dev.twospeed.benchmarks.stand.Shop;
import dev.twospeed.benchmarks.stand.SyntheticModel;
import dev.twospeed.handlers.database.Query;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.serve.FoldedSession;
import dev.twospeed.recommender.serve.History;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** How many of the truly nearest items the HNSW index of a large catalogue finds, by how widely it is searched, and what that costs. */
public final class RecallSuite implements Suite {
    private static final int ITEMS = 30_000;
    private static final int RANK = 64;
    private static final int SESSIONS = 200;
    private static final int WANTED = 10;

    @Override
    public String name() {
        return "recall";
    }

    @Override
    public void run(Bench bench, Consumer<Figure> figures) throws Exception {
        SyntheticModel model = new SyntheticModel(ITEMS, 10, RANK);
        Shop shop = bench.stand().shop(model).loaded();
        float[] embeddings = embeddings(shop, model);
        var database = shop.fixture().database();
        int modelId = Integer.parseInt(database.ask("select model_id from twospeed.active_model"));
        try (Connection connection = database.postgres().connectAsOwner(database.name());
                PreparedStatement exact = connection.prepareStatement(Query.named("candidates"));
                PreparedStatement indexed = connection.prepareStatement(
                        Query.named("candidates_indexed").replace("{rank}", String.valueOf(RANK)))) {
            bind(exact, 1, embeddings, modelId);
            bind(indexed, 2, embeddings, modelId);
            int[][] truth = items(exact);
            for (int width : new int[] {10, 20, 40, 100, 200, 400}) {
                indexed.setString(1, String.valueOf(width));
                Rounds milliseconds = new Rounds();
                double found = 0;
                for (int round = 0; round < bench.rounds(); round++) {
                    long start = System.nanoTime();
                    items(exact);
                    double bound = (System.nanoTime() - start) / 1e6 / SESSIONS;
                    start = System.nanoTime();
                    found = recall(items(indexed), truth);
                    milliseconds.add((System.nanoTime() - start) / 1e6 / SESSIONS, bound);
                }
                Rounds recall = new Rounds();
                recall.add(found);
                Map<String, Object> parameters = new LinkedHashMap<>();
                parameters.put("items", ITEMS);
                parameters.put("rank", RANK);
                parameters.put("ef_search", width);
                figures.accept(recall.figure(name(), "recall@10 of the index", parameters, "of 1"));
                figures.accept(milliseconds.figure(name(), "a session", parameters, "ms", "exact search"));
            }
        }
    }

    private static float[] embeddings(Shop shop, SyntheticModel model) throws Exception {
        InMemoryRecommender recommender = new InMemoryRecommender(
                ModelReader.open(shop.fixture().store().artifact(Shop.VERSION)).readServingModel());
        List<int[]> sessions = model.sessions(SESSIONS);
        float[] embeddings = new float[SESSIONS * RANK];
        for (int i = 0; i < SESSIONS; i++) {
            int[] items = Arrays.stream(sessions.get(i)).sorted().distinct().toArray();
            FoldedSession session = recommender.fold(History.of(items), "France", 21_000.0);
            System.arraycopy(session.query(), 0, embeddings, i * RANK, RANK);
        }
        return embeddings;
    }

    private static void bind(PreparedStatement select, int first, float[] embeddings, int modelId) throws SQLException {
        int[] wanted = new int[SESSIONS];
        Arrays.fill(wanted, WANTED);
        select.setObject(first, embeddings);
        select.setInt(first + 1, RANK);
        select.setObject(first + 2, wanted);
        select.setInt(first + 3, modelId);
    }

    private static int[][] items(PreparedStatement select) throws SQLException {
        int[][] items = new int[SESSIONS][0];
        select.execute();
        if (select.getResultSet() == null || select.getResultSet().getMetaData().getColumnCount() == 1) {
            select.getMoreResults();
        }
        try (ResultSet row = select.getResultSet()) {
            while (row.next()) {
                items[row.getInt(1)] = Arrays.stream((Integer[]) row.getArray(2).getArray())
                        .mapToInt(Integer::intValue)
                        .toArray();
            }
        }
        return items;
    }

    private static double recall(int[][] found, int[][] truth) {
        long hits = 0;
        long all = 0;
        for (int i = 0; i < truth.length; i++) {
            var wanted = Arrays.stream(truth[i]).boxed().collect(Collectors.toSet());
            hits += Arrays.stream(found[i]).filter(wanted::contains).count();
            all += truth[i].length;
        }
        return hits / (double) all;
    }
}
