package dev.twospeed.handlers.load;

import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.recommender.model.Manifest;

/**
 * What a function is trusted to load in the 15 minutes that Lambda gives it; ADR 12 says from what measurements.
 *
 * @param items largest catalogue: above the limit of exact search it gets an index, whose build takes most of a load
 * @param embeddings most items and customers together
 */
record FunctionLimit(int items, int embeddings) {
    private static final int ITEMS = 200_000;
    private static final int EMBEDDINGS = 3_000_000;

    /** The limit that {@code FUNCTION_ITEMS} and {@code FUNCTION_EMBEDDINGS} set. */
    static FunctionLimit of(Environment environment) {
        return new FunctionLimit(
                environment.number("FUNCTION_ITEMS", ITEMS, 0, Integer.MAX_VALUE),
                environment.number("FUNCTION_EMBEDDINGS", EMBEDDINGS, 0, Integer.MAX_VALUE));
    }

    boolean exceededBy(Manifest model) {
        return model.items() > items || (long) model.items() + model.users() > embeddings;
    }
}
