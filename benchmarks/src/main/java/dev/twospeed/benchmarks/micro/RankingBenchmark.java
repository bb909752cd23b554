package dev.twospeed.benchmarks.micro;

import dev.twospeed.benchmarks.stand.SyntheticModel;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.serve.FoldedSession;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import dev.twospeed.recommender.serve.Selection;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a folded session to its ten products: the whole catalogue scored. */
@State(Scope.Thread)
public class RankingBenchmark {
    private static final Selection TEN = Selection.unseen(10);

    /** Size of the catalogue. */
    @Param({"1000", "30000"})
    public int items;

    /** Numbers an embedding has. */
    @Param({"32", "64", "128"})
    public int rank;

    private InMemoryRecommender recommender;
    private List<FoldedSession> sessions;
    private int next;

    /** Makes model and sessions. */
    @Setup
    public void prepare() {
        SyntheticModel model = new SyntheticModel(items, 1, rank);
        recommender = new InMemoryRecommender(model.inMemory());
        sessions = FoldInBenchmark.histories(model).stream()
                .map(history -> recommender.fold(history, "France", 21_000.0))
                .toList();
    }

    /** One session. */
    @Benchmark
    public List<ScoredProduct> rank() {
        return recommender.recommended(sessions.get(next++ & 511), TEN);
    }
}
