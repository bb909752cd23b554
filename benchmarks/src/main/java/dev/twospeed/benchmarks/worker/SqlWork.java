package dev.twospeed.benchmarks.worker;

import dev.twospeed.handlers.answer.ModelKey;
import dev.twospeed.handlers.answer.VectorSearch;
import dev.twospeed.handlers.database.ConnectionPool;
import dev.twospeed.handlers.database.Login;
import dev.twospeed.handlers.database.Query;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.storage.S3;
import dev.twospeed.handlers.storage.S3ModelStore;
import dev.twospeed.recommender.event.EventParser;
import dev.twospeed.recommender.event.InvalidEvent;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.serve.FoldedSession;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The question of a batch to the database alone: one prepared statement on one connection, its rows fetched and not looked at. */
final class SqlWork implements Work {
    /** As the function asks: list, products of the session, and some to spare. */
    private static final int LIST = 14;

    private final PreparedStatement select;
    private final boolean indexed;
    private final Map<Integer, List<Question>> questions = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record Question(float[] embeddings, int[] wanted) {}

    private SqlWork(PreparedStatement select, boolean indexed) {
        this.select = select;
        this.indexed = indexed;
    }

    static SqlWork open(Path folder) throws Exception {
        Environment environment = Environment.ofProcess();
        Login login = Login.of(environment, Duration.ofMinutes(1));
        ModelKey model = new VectorSearch(new ConnectionPool(login))
                .activeModel(Duration.ofMinutes(1))
                .orElseThrow();
        Connection connection = login.connect();
        String sql = Query.named(model.indexed() ? "candidates_indexed" : "candidates")
                .replace("{rank}", String.valueOf(model.rank()));
        SqlWork work = new SqlWork(connection.prepareStatement(sql), model.indexed());
        InMemoryRecommender recommender = new InMemoryRecommender(
                ModelReader.open(S3ModelStore.of(environment, S3.client()).artifact(model.version()))
                        .readServingModel());
        work.prepare(new Batches(folder), recommender, model);
        return work;
    }

    private void prepare(Batches batches, InMemoryRecommender recommender, ModelKey model)
            throws IOException, InvalidEvent, SQLException {
        for (int size : batches.sizes()) {
            List<Question> asked = new ArrayList<>();
            for (byte[] batch : batches.of(size)) {
                asked.add(question(Batches.payloads(batch), recommender, model.rank()));
            }
            questions.put(size, asked);
        }
        int first = 1;
        if (indexed) {
            select.setString(first++, "100");
        }
        select.setInt(first + 1, model.rank());
        select.setInt(first + 3, model.modelId());
    }

    private static Question question(List<byte[]> events, InMemoryRecommender recommender, int rank)
            throws InvalidEvent {
        EventParser parser = new EventParser();
        float[] embeddings = new float[events.size() * rank];
        int[] wanted = new int[events.size()];
        for (int i = 0; i < wanted.length; i++) {
            FoldedSession session = recommender.fold(parser.parse(events.get(i)));
            System.arraycopy(session.query(), 0, embeddings, i * rank, rank);
            wanted[i] = LIST + session.seen().length;
        }
        return new Question(embeddings, wanted);
    }

    private int ask(int size, int call) throws IOException {
        List<Question> asked = questions.getOrDefault(size, List.of());
        Question question = asked.get(call % asked.size());
        int first = indexed ? 2 : 1;
        try {
            select.setObject(first, question.embeddings());
            select.setObject(first + 2, question.wanted());
            select.execute();
            if (indexed) {
                select.getMoreResults();
            }
            int rows = 0;
            try (ResultSet row = select.getResultSet()) {
                while (row.next()) {
                    rows++;
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IOException("asking the database alone failed", e);
        }
    }

    @Override
    public void call(int size, int call) throws IOException {
        ask(size, call);
    }

    @Override
    public void check(int size) throws IOException {
        int rows = ask(size, 0);
        if (rows != size) {
            throw new IllegalStateException("the database answered " + rows + " of " + size + " sessions");
        }
    }
}
