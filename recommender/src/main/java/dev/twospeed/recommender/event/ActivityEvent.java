package dev.twospeed.recommender.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one customer did in one session, as it arrives in the stream.
 *
 * @param schemaVersion major.minor of the event's schema, null if not said
 * @param eventId the producer's id of the event, null if it gave none
 * @param eventTime when it happened, null if not said
 * @param sessionId the session, never empty
 * @param customerNumber the customer
 * @param city the customer's city, null if unknown
 * @param country the customer's country, null if unknown
 * @param creditLimit the customer's credit limit, 0 or more, null if unknown
 * @param browseHistory the products of the session, oldest first; may be empty
 */
public record ActivityEvent(
        @Nullable String schemaVersion,
        @Nullable String eventId,
        @Nullable Instant eventTime,
        String sessionId,
        long customerNumber,
        @Nullable String city,
        @Nullable String country,
        @Nullable Double creditLimit,
        List<HistoryItem> browseHistory) {

    public ActivityEvent {
        browseHistory = List.copyOf(browseHistory);
    }
}
