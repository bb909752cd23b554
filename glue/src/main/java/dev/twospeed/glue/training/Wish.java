package dev.twospeed.glue.training;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a model; what is null is chosen by validation.
 *
 * @param rank length of an embedding
 * @param seed of all that is random
 */
public record Wish(
        int rank,
        long seed,
        @Nullable Integer iterations,
        @Nullable Double regularization,
        @Nullable Double blendWeight) {
    /** A wish that leaves all else to validation. */
    public static Wish of(int rank, long seed) {
        return new Wish(rank, seed, null, null, null);
    }
}
