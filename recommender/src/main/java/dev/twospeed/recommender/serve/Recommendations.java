package dev.twospeed.recommender.serve;

import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.event.Strategy;
import java.util.List;

/**
 * What a session is offered.
 *
 * @param recommended products for the customer, best first
 * @param similar products like those of the session, best first; empty without a known product in it
 * @param strategy how they were found
 */
public record Recommendations(List<ScoredProduct> recommended, List<ScoredProduct> similar, Strategy strategy) {
    /** What is offered while there is no model. */
    public static final Recommendations NONE = new Recommendations(List.of(), List.of(), Strategy.NONE);

    public Recommendations {
        recommended = List.copyOf(recommended);
        similar = List.copyOf(similar);
    }
}
