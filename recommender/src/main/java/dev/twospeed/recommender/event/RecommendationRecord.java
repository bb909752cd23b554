package dev.twospeed.recommender.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one activity event.
 *
 * @param eventId the event's own id, null if it had none
 * @param recommendedItems products for this customer now, best first
 * @param similarItems products like those of the session, best first
 * @param modelVersion the model that answered, null if there is none
 * @param source where the event came from, null outside of a stream
 * @param degraded answered from memory because the database could not be asked
 * @param truncated lists shortened so that the answer to the batch fits
 * @param echo the customer's features, null unless they are to be repeated
 */
public record RecommendationRecord(
        @Nullable String eventId,
        String sessionId,
        long customerNumber,
        List<ScoredProduct> recommendedItems,
        List<ScoredProduct> similarItems,
        @Nullable String modelVersion,
        Strategy strategy,
        @Nullable RecordSource source,
        boolean degraded,
        boolean truncated,
        @Nullable CustomerEcho echo) {

    public RecommendationRecord {
        recommendedItems = List.copyOf(recommendedItems);
        similarItems = List.copyOf(similarItems);
    }

    /** The same answer with at most {@code length} products a list, marked as truncated. */
    public RecommendationRecord truncatedTo(int length) {
        return new RecommendationRecord(
                eventId,
                sessionId,
                customerNumber,
                recommendedItems.subList(0, Math.min(length, recommendedItems.size())),
                similarItems.subList(0, Math.min(length, similarItems.size())),
                modelVersion,
                strategy,
                source,
                degraded,
                true,
                echo);
    }
}
