package dev.twospeed.handlers.answer;

import dev.twospeed.recommender.serve.Recommendations;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one session.
 *
 * @param recommendations what is offered
 * @param modelVersion the model that answered, null if there is none
 * @param degraded answered without the database although it should have been asked
 */
public record Answer(
        Recommendations recommendations, @Nullable String modelVersion, boolean degraded) {}
