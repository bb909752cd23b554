package dev.twospeed.recommender.sample;

import dev.twospeed.recommender.event.ActivityEvent;
import java.util.List;

/**
 * A session of which is known what the customer really bought next.
 *
 * @param event what is sent
 * @param truth codes of the products bought afterwards, next one first; empty if nothing new was
 */
public record HeldOutSession(ActivityEvent event, List<String> truth) {
    public HeldOutSession {
        truth = List.copyOf(truth);
    }
}
