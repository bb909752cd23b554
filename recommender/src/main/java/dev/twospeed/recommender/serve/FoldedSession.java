package dev.twospeed.recommender.serve;

import dev.twospeed.recommender.event.Strategy;

/**
 * A session ready to be ranked.
 *
 * @param strategy which of its knowledge is used
 * @param embedding the vector to ask the database with (inner product); empty for POPULARITY and NONE
 * @param seen indices of the session's known products, ascending
 * @param neighbours l of the items similar to the session's
 * @param blend how an item's embedding score and l become one score
 */
@SuppressWarnings("ArrayRecordComponent")
public record FoldedSession(
        Strategy strategy, double[] embedding, int[] seen, NeighbourScores neighbours, Blend blend) {

    /** The score of an item whose factors have this inner product with the embedding. */
    public double score(int item, double embeddingScore) {
        return blend.score(embeddingScore, neighbours.score(item));
    }

    /** The embedding as float32, as the database keeps vectors. */
    public float[] query() {
        float[] query = new float[embedding.length];
        for (int i = 0; i < query.length; i++) {
            query[i] = (float) embedding[i];
        }
        return query;
    }
}
