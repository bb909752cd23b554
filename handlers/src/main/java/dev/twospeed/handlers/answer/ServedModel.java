package dev.twospeed.handlers.answer;

import dev.twospeed.recommender.model.ServingModel;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import org.jspecify.annotations.Nullable;

/**
 * A model as it is served: in memory for fold-in, ranking and fallback, in the database for the search.
 *
 * @param key where it lies in the database; null if the database could not be asked
 * @param recommender the model in memory
 */
public record ServedModel(@Nullable ModelKey key, InMemoryRecommender recommender) {
    /** The model in memory. */
    public ServingModel model() {
        return recommender.model();
    }

    /** Its version. */
    public String version() {
        return model().version();
    }
}
