package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.environment.LogLine;
import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.event.Strategy;
import dev.twospeed.recommender.serve.FoldedSession;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import dev.twospeed.recommender.serve.NeighbourScores;
import dev.twospeed.recommender.serve.Ranking;
import dev.twospeed.recommender.serve.Recommendations;
import dev.twospeed.recommender.serve.Selection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers sessions, a batch at a time: all are folded in, the database is asked once for all of them, and what it proposes is ranked
 * with the model in memory, which sees one version throughout. Without the database the same model ranks its whole catalogue.
 */
public final class Answerer {
    /** After a failure the database is left alone for this long, so that not every batch waits for it. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Less than this is not enough for a question to the database. */
    private static final Duration SHORTEST_QUESTION = Duration.ofMillis(50);

    /** The database scores in float32: the last of its candidates may be ties in truth. */
    private static final int SPARE_CANDIDATES = 4;

    private final ModelCache models;
    private final VectorSearch search;
    private final OnFault onFault;
    private final int itemsInMemory;
    private final LongSupplier nanoTime;
    private long pauseEnds;
    private boolean pausing;

    /** What is done with a batch while the database cannot be asked. */
    public enum OnFault {
        /** It is answered from memory and marked. */
        DEGRADE,
        /** It fails as a whole, to be tried again by whoever sent it. */
        FAIL
    }

    /**
     * An answerer.
     *
     * @param itemsInMemory largest catalogue that is searched in memory, with the same answers; 0 to search the database always
     * @param nanoTime the clock, {@link System#nanoTime} outside of tests
     */
    public Answerer(ModelCache models, VectorSearch search, OnFault onFault, int itemsInMemory, LongSupplier nanoTime) {
        this.models = models;
        this.search = search;
        this.onFault = onFault;
        this.itemsInMemory = itemsInMemory;
        this.nanoTime = nanoTime;
    }

    /**
     * Answers a batch.
     *
     * @param timeout how long the database may take in all
     * @return an answer for each event, in their order
     * @throws DatabaseFault if the database cannot be asked and that is not answered from memory
     */
    public List<Answer> answer(List<ActivityEvent> events, Selection selection, Duration timeout) throws DatabaseFault {
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        boolean asked = mayAsk(deadline);
        ModelCache.Look look = asked ? models.look(timeout) : models.atHand();
        ServedModel served = look.model();
        if (look.fault() instanceof SQLException || look.fault() != null && served == null) {
            failed(look.fault());
        }
        if (served == null) {
            boolean degraded = look.fault() != null || !asked;
            return events.stream()
                    .map(event -> new Answer(Recommendations.NONE, null, degraded))
                    .toList();
        }
        List<FoldedSession> sessions =
                events.stream().map(served.recommender()::fold).toList();
        boolean fromDatabase = served.model().products().size() > itemsInMemory;
        Candidates candidates = fromDatabase ? candidates(served, sessions, selection, deadline) : Candidates.NONE;
        List<Answer> answers = new ArrayList<>(sessions.size());
        for (int i = 0; i < sessions.size(); i++) {
            answers.add(answer(served, sessions.get(i), selection, candidates.of(i), fromDatabase));
        }
        return answers;
    }

    /** The items that the database proposes for each session; null where it was not asked. */
    private record Candidates(int @Nullable [][] items) {
        static final Candidates NONE = new Candidates(null);

        int @Nullable [] of(int session) {
            return items == null ? null : items[session];
        }
    }

    private Candidates candidates(ServedModel served, List<FoldedSession> sessions, Selection selection, long deadline)
            throws DatabaseFault {
        int[] asking = asking(sessions);
        if (asking.length == 0) {
            return Candidates.NONE;
        }
        ModelKey key = served.key();
        if (key == null || !mayAsk(deadline)) {
            return notAsked(null);
        }
        float[] embeddings = new float[asking.length * key.rank()];
        int[] wanted = new int[asking.length];
        for (int i = 0; i < asking.length; i++) {
            FoldedSession session = sessions.get(asking[i]);
            System.arraycopy(session.query(), 0, embeddings, i * key.rank(), key.rank());
            wanted[i] = selection.length() + session.seen().length + SPARE_CANDIDATES;
        }
        try {
            int[][] nearest =
                    search.nearest(key, embeddings, wanted, Duration.ofNanos(deadline - nanoTime.getAsLong()));
            int[][] items = new int[sessions.size()][];
            for (int i = 0; i < asking.length; i++) {
                if (nearest[i].length == 0) {
                    // The model was retired since the last look: this batch is answered from memory, the next one looks
                    // again.
                    models.forget();
                    return notAsked(null);
                }
                items[asking[i]] = nearest[i];
            }
            return new Candidates(items);
        } catch (SQLException e) {
            failed(e);
            return notAsked(e);
        }
    }

    /** Sessions that have an embedding; the others are answered without one. */
    private static int[] asking(List<FoldedSession> sessions) {
        int[] asking = new int[sessions.size()];
        int count = 0;
        for (int i = 0; i < asking.length; i++) {
            if (sessions.get(i).embedding().length > 0) {
                asking[count++] = i;
            }
        }
        return Arrays.copyOf(asking, count);
    }

    private static Answer answer(
            ServedModel served,
            FoldedSession session,
            Selection selection,
            int @Nullable [] candidates,
            boolean fromDatabase) {
        InMemoryRecommender recommender = served.recommender();
        boolean asked = session.embedding().length > 0;
        List<ScoredProduct> recommended = asked && candidates != null
                ? recommended(served, session, selection, candidates)
                : recommender.recommended(session, selection);
        return new Answer(
                new Recommendations(recommended, recommender.similar(session, selection), session.strategy()),
                session.strategy() == Strategy.NONE ? null : served.version(),
                fromDatabase && asked && candidates == null);
    }

    /**
     * Ranks the neighbours of the session and the items near its embedding: among them are the best of the whole catalogue. What an exact
     * search left out is no nearer than what it found, so most neighbours need no inner product to be out of the question.
     */
    private static List<ScoredProduct> recommended(
            ServedModel served, FoldedSession session, Selection selection, int[] candidates) {
        Ranking ranking = new Ranking(selection, session.seen());
        double farthest = Double.POSITIVE_INFINITY;
        for (int item : candidates) {
            double product = product(served, session, item);
            farthest = Math.min(farthest, product);
            ranking.offer(item, session.score(item, product));
        }
        ModelKey key = served.key();
        boolean exact = key != null && !key.indexed();
        double atMost = exact ? farthest + served.recommender().uncertainty(session) : Double.POSITIVE_INFINITY;
        int[] found = candidates.clone();
        Arrays.sort(found);
        NeighbourScores neighbours = session.neighbours();
        for (int i = 0; i < neighbours.items().length; i++) {
            int item = neighbours.items()[i];
            if (ranking.isOpenTo(session.blend().score(atMost, neighbours.scores()[i]))
                    && Arrays.binarySearch(found, item) < 0) {
                ranking.offer(item, session.score(item, product(served, session, item)));
            }
        }
        return served.recommender().named(ranking.best());
    }

    private static double product(ServedModel served, FoldedSession session, int item) {
        return served.model().factors().dot(item, session.embedding());
    }

    private boolean mayAsk(long deadline) {
        if (pausing && nanoTime.getAsLong() - pauseEnds >= 0) {
            pausing = false;
        }
        return !pausing && deadline - nanoTime.getAsLong() >= SHORTEST_QUESTION.toNanos();
    }

    private void failed(Exception cause) throws DatabaseFault {
        if (cause instanceof SQLException) {
            pausing = true;
            pauseEnds = nanoTime.getAsLong() + PAUSE.toNanos();
        }
        if (onFault == OnFault.FAIL) {
            notAsked(cause);
        }
        LogLine.warn("the active model or the vector database cannot be had; what is at hand answers")
                .with(cause)
                .write();
    }

    private Candidates notAsked(@Nullable Exception cause) throws DatabaseFault {
        if (onFault == OnFault.FAIL) {
            throw new DatabaseFault(
                    "The vector database cannot be asked now, and this function is configured to fail then"
                            + " rather than to answer from memory. The batch can be sent again.",
                    cause);
        }
        return Candidates.NONE;
    }
}
