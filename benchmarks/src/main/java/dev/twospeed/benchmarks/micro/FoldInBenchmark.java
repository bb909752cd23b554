package dev.twospeed.benchmarks.micro;

import dev.twospeed.benchmarks.stand.SyntheticModel;
import dev.twospeed.recommender.serve.FoldedSession;
import dev.twospeed.recommender.serve.History;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a session's products to its embedding and blend. */
@State(Scope.Thread)
public class FoldInBenchmark {
    static final int ITEMS = 1_000;

    /** Numbers an embedding has. */
    @Param({"32", "64", "128"})
    public int rank;

    private InMemoryRecommender recommender;
    private List<History> histories;
    private int next;

    /** Makes model and sessions. */
    @Setup
    public void prepare() {
        SyntheticModel model = new SyntheticModel(ITEMS, 1, rank);
        recommender = new InMemoryRecommender(model.inMemory());
        histories = histories(model);
    }

    static List<History> histories(SyntheticModel model) {
        return model.sessions(512).stream()
                .map(items -> History.of(
                        java.util.Arrays.stream(items).sorted().distinct().toArray()))
                .toList();
    }

    /** One session. */
    @Benchmark
    public FoldedSession foldIn() {
        return recommender.fold(histories.get(next++ & 511), "France", 21_000.0);
    }
}
