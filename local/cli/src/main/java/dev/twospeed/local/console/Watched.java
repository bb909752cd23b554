package dev.twospeed.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.watch.Vitals;
import java.io.IOException;
import java.util.List;

/** The system that a console shows. */
public interface Watched {
    /** How it fares. */
    Vitals look();

    /** Codes of products that sessions may have, some at least. */
    List<String> products();

    /**
     * Recommends for a session.
     *
     * @param event an activity event
     * @param k how many products
     * @return a recommendation record
     * @throws IllegalStateException with what the system objects to
     */
    JsonNode recommend(JsonNode event, int k) throws IOException;
}
